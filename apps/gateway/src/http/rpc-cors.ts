import type { OutgoingHttpHeaders } from "node:http";
import { cors } from "@connectrpc/connect";
import { corsHeaders } from "./cors.ts";

/** Says which headers let pages of an origin read the answer of an RPC, over Connect and gRPC-Web. */
export function rpcCorsHeaders(
  origin: string | undefined,
  allowed: readonly string[],
): OutgoingHttpHeaders {
  const headers = corsHeaders(origin, allowed);
  const exposed = headers["access-control-expose-headers"];
  if (exposed === undefined) return headers;
  const names = [exposed, ...cors.exposedHeaders, "runledger-code"];
  return { ...headers, "access-control-expose-headers": names.join(", ") };
}

/** Says which headers answer a browser that asks before it calls an RPC. */
export function rpcPreflightHeaders(): OutgoingHttpHeaders {
  return {
    "access-control-allow-methods": cors.allowedMethods.join(", "),
    "access-control-allow-headers": [...cors.allowedHeaders, "Authorization"].join(", "),
    "access-control-max-age": "600",
  };
}
