import { isIP } from "node:net";
import { GatewayError } from "../errors/gateway-error.ts";
import { isLoopback, withoutBrackets } from "./is-loopback.ts";

/** Refuses requests that came by a host name that anybody on the internet could have pointed here. */
export type HostGuard = (hostHeader: string | undefined) => GatewayError | undefined;

/**
 * Makes the guard against DNS rebinding, for a gateway that asks for no token: a web page could have its own name resolve
 * to this machine, and its scripts would be of the gateway's own origin. Loopback names, addresses, names without a dot
 * and those that `allowed` lists can't be had that way. `allowed` undefined: every name will do, since a token is asked for.
 */
export function hostGuard(allowed: readonly string[] | undefined): HostGuard {
  if (allowed === undefined) return () => undefined;
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  return (hostHeader) => {
    const name = hostName(hostHeader ?? "").toLowerCase();
    if (isLoopback(name) || isIP(name) !== 0 || !name.includes(".") || names.has(name))
      return undefined;
    return new GatewayError(
      "FORBIDDEN",
      `The host name ${JSON.stringify(name)} isn't one that this gateway answers to. Name it in --allowed-hosts, or reach the gateway by localhost or by its address.`,
    );
  };
}

function hostName(header: string): string {
  const [, bracketed] = /^(\[[^\]]*\])/.exec(header) ?? [];
  return withoutBrackets(bracketed ?? header.split(":")[0] ?? "");
}
