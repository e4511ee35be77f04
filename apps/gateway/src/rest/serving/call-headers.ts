import type { IncomingHttpHeaders } from "node:http";
import { GatewayError } from "../../errors/gateway-error.ts";

/** Headers of a request that begin with this are meant for the method, without it. Those that a method sets get it. */
const METADATA = "grpc-metadata-";

/** What the letter of a deadline stands for, in milliseconds. */
const units: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1000,
  m: 1,
  u: 1e-3,
  n: 1e-6,
};

/** Hands a request's headers on to a method: those that are meant for it under their own names. */
export function headersForCall(headers: IncomingHttpHeaders): Headers {
  const passed = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name.startsWith(":")) continue;
    const own = name.startsWith(METADATA) ? name.slice(METADATA.length) : name;
    for (const each of [value].flat()) if (own !== "") passed.append(own, each);
  }
  return passed;
}

/** Hands the headers that a method has set on to the client, as grpc-gateway names them. */
export function headersOfAnswer(header: Headers): Record<string, string> {
  return Object.fromEntries([...header].map(([name, value]) => [`${METADATA}${name}`, value]));
}

/**
 * Reads how long a client waits (`Grpc-Timeout`), in milliseconds. Undefined: it doesn't say.
 *
 * @throws GatewayError BAD_INPUT
 */
export function timeoutOf(headers: IncomingHttpHeaders): number | undefined {
  const text = headers["grpc-timeout"];
  if (text === undefined) return undefined;
  const [, amount, unit = ""] = /^(\d{1,8})([HMSmun])$/.exec(text.toString()) ?? [];
  if (amount === undefined)
    throw new GatewayError(
      "BAD_INPUT",
      `The header Grpc-Timeout is ${JSON.stringify(text)}. It has up to eight digits and a unit out of H, M, S, m, u and n, as in 10S.`,
      { field: "Grpc-Timeout" },
    );
  // Node's timers hold no more, which is 24 days.
  return Math.min(Math.ceil(Number(amount) * (units[unit] ?? 1)), 2 ** 31 - 1);
}
