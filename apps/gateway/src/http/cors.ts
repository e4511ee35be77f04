import type { OutgoingHttpHeaders } from "node:http";

/** Says which headers let pages of an origin read an answer. None unless the origin is allowed. */
export function corsHeaders(
  origin: string | undefined,
  allowed: readonly string[],
): OutgoingHttpHeaders {
  if (allowed.length === 0) return {};
  // The answer depends on who asks: caches in between have to know.
  if (origin === undefined || !allowed.includes(origin)) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "retry-after, x-request-id",
  };
}

/** Says which headers answer a browser that asks before it sends. */
export function preflightHeaders(): OutgoingHttpHeaders {
  return {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "authorization, content-type, last-event-id",
    "access-control-max-age": "600",
  };
}

/** Says which headers answer a browser that asks before it calls a method over plain HTTP. */
export function restPreflightHeaders(): OutgoingHttpHeaders {
  return {
    ...preflightHeaders(),
    "access-control-allow-methods": "GET, POST, PUT, DELETE, PATCH",
    "access-control-allow-headers": "accept, authorization, content-type, grpc-timeout",
  };
}
