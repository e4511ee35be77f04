import type { Interceptor, Transport } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import type { PatienceOptions } from "../client/patience.ts";

/** How to reach a Flyte 2. */
export interface UpstreamOptions {
  /** Its address, as in "https://flyte.example.com". */
  readonly url: string;
  readonly project: string;
  readonly domain: string;
  /** Gives the token to send, anew for each call, so that it may change. Undefined: none is sent. */
  readonly token: () => Promise<string | undefined>;
  /** Certificates to trust beside the usual ones' place, as PEM. Undefined: those that Node trusts. */
  readonly ca: string | undefined;
  /** How long to try while a call isn't answered. */
  readonly patience: Omit<PatienceOptions, "signal">;
}

/** How much one message may hold, in bytes: what flytekit takes. */
const messageBytes = 20 * 1024 * 1024;

/** Makes what a Flyte 2 is spoken to through. */
export function upstreamTransport({ url, token, ca }: UpstreamOptions): Transport {
  const authorize: Interceptor = (next) => async (request) => {
    const sent = await token();
    if (sent !== undefined) request.header.set("authorization", `Bearer ${sent}`);
    return await next(request);
  };
  const isPlain = new URL(url).protocol === "http:";
  return createConnectTransport({
    baseUrl: url,
    // Over TLS many watches share a connection. Without it Flyte's own SDK speaks HTTP/1.1, so every server takes that.
    httpVersion: isPlain ? "1.1" : "2",
    ...(ca === undefined ? {} : { nodeOptions: { ca } }),
    interceptors: [authorize],
    readMaxBytes: messageBytes,
  });
}
