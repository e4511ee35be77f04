import type { Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";

/** How to reach a Flyte 2. */
export interface FlyteAddress {
  /** Its address, as in "https://flyte.example.com". */
  readonly url: string;
  /** Gives the token to send, anew for each call, so that it may change. Default, and where it gives undefined: none is sent. */
  readonly token?: (() => Promise<string | undefined>) | undefined;
  /** Certificates to trust instead of the usual ones, as PEM. */
  readonly ca?: string | undefined;
}

/** How much one message may hold, in bytes: what flytekit takes. */
const messageBytes = 20 * 1024 * 1024;

/** What a Flyte 2 is spoken to through: Connect's `Transport`. Its own type can't be named here, since it wants a browser's types. */
export interface FlyteTransport {
  readonly unary: unknown;
  readonly stream: unknown;
}

/** Makes what a Flyte 2 is spoken to through. */
export function flyteTransport({ ca, token, url }: FlyteAddress): FlyteTransport {
  const authorize: Interceptor = (next) => async (request) => {
    const sent = await token?.();
    if (sent !== undefined) request.header.set("authorization", `Bearer ${sent}`);
    return await next(request);
  };
  return createConnectTransport({
    baseUrl: url,
    // Over TLS many watches share a connection. Without it Flyte's own SDK speaks HTTP/1.1, so every server takes that.
    httpVersion: new URL(url).protocol === "http:" ? "1.1" : "2",
    ...(ca !== undefined && { nodeOptions: { ca } }),
    interceptors: [authorize],
    readMaxBytes: messageBytes,
  });
}
