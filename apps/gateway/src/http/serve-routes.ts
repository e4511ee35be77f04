import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { GatewayError } from "../errors/gateway-error.ts";
import type { HiddenErrorLog } from "../errors/to-graphql-error.ts";
import { corsHeaders, preflightHeaders, restPreflightHeaders } from "./cors.ts";
import { rpcCorsHeaders, rpcPreflightHeaders } from "./rpc-cors.ts";
import type { TimedRequest, TimeRequest } from "../metrics/request-durations.ts";
import type { Guard } from "./guard.ts";
import type { Exchange, Route } from "./route.ts";
import { sendError } from "./send-error.ts";
import type { RestServer } from "../rest/rest-server.ts";
import type { RpcServer } from "../rpc/rpc-server.ts";
import { sendText } from "./send-text.ts";

/** What serving stands on. */
export interface ServeOptions {
  readonly routes: readonly Route[];
  readonly rpc: Pick<RpcServer, "takes" | "kindAt" | "handle">;
  readonly rest: Pick<RestServer, "find" | "handle">;
  readonly guard: Guard;
  readonly corsOrigins: readonly string[];
  readonly requestId: () => string;
  /** Takes the time of every request, where metrics are kept. */
  readonly time?: TimeRequest | undefined;
  readonly logger: Logger;
  readonly log: HiddenErrorLog;
}

/** Makes the listener of an HTTP server: finds the route, keeps out whom it has to, and answers whatever goes wrong. */
export function serveRoutes(
  options: ServeOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const requestId = options.requestId();
    const headers: OutgoingHttpHeaders = { "x-request-id": requestId };
    logWhenDone(request, response, requestId, options.logger);
    const timed = options.time?.(request, response);
    serve(request, response, requestId, headers, options, timed).catch((error: unknown) => {
      // What is left of the body isn't read: the connection can't be used again.
      if (!request.complete && request.httpVersionMajor < 2) headers["connection"] = "close";
      sendError(response, error, requestId, options.log, headers);
    });
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  headers: OutgoingHttpHeaders,
  { routes, rpc, rest, guard, corsOrigins }: ServeOptions,
  timed: TimedRequest | undefined,
): Promise<void> {
  const path = plainPathOf(request);
  if (rpc.takes(path)) {
    Object.assign(headers, rpcCorsHeaders(request.headers.origin, corsOrigins));
    if (request.method === "OPTIONS") {
      throwIfAny(guard.connectionRefusal(request) ?? guard.originRefusal(request));
      return sendText(response, 204, "text/plain", "", { ...headers, ...rpcPreflightHeaders() });
    }
    const kind = rpc.kindAt(path);
    if (kind !== undefined) timed?.served(path, kind !== "unary");
    // Whom it keeps out it tells in the words of the caller's protocol.
    return rpc.handle({ request, response, path, requestId, headers });
  }
  const url = urlOf(request);
  const { method = "GET" } = request;
  const found = routes.some((each) => each.path === url.pathname)
    ? undefined
    : rest.find(method, url.pathname);
  if (found !== undefined) {
    Object.assign(headers, corsHeaders(request.headers.origin, corsOrigins));
    if (method === "OPTIONS") {
      throwIfAny(guard.connectionRefusal(request) ?? guard.originRefusal(request));
      return sendText(response, 204, "text/plain", "", { ...headers, ...restPreflightHeaders() });
    }
    if (found.kind === "found") {
      const { method: called, text } = found.value;
      timed?.served(text, called.methodKind !== "unary");
    }
    // Whom it keeps out it tells in the words of its clients.
    return rest.handle({ request, response, url, requestId, headers }, found);
  }
  throwIfAny(guard.connectionRefusal(request));
  const route = findRoute(routes, request, url, headers);
  timed?.served(route.path);
  const exchange: Exchange = { request, response, url, requestId, headers };
  if (!route.guarded) return route.handle(exchange);
  Object.assign(headers, corsHeaders(request.headers.origin, corsOrigins));
  throwIfAny(guard.originRefusal(request));
  if (request.method === "OPTIONS") {
    return sendText(response, 204, "text/plain", "", { ...headers, ...preflightHeaders() });
  }
  throwIfAny(guard.tokenRefusal(request));
  return route.handle(exchange);
}

function throwIfAny(refusal: GatewayError | undefined): void {
  if (refusal !== undefined) throw refusal;
}

/** Gives the path as it was sent: that of an RPC has nothing to be decoded, and many calls come by it. */
function plainPathOf({ url = "/" }: IncomingMessage): string {
  const end = url.indexOf("?");
  return end < 0 ? url : url.slice(0, end);
}

function urlOf({ url = "/" }: IncomingMessage): URL {
  // The host is of no account: nothing is answered by it.
  const path = url.startsWith("/") ? url : `/${url}`;
  if (!URL.canParse(`http://gateway${path}`)) {
    throw new GatewayError("BAD_REQUEST", "The URL of the request can't be read.");
  }
  return new URL(`http://gateway${path}`);
}

function findRoute(
  routes: readonly Route[],
  request: IncomingMessage,
  { pathname }: URL,
  headers: OutgoingHttpHeaders,
): Route {
  const here = routes.filter(({ path, below }) =>
    below ? pathname.startsWith(path) : path === pathname,
  );
  const { method = "GET" } = request;
  const found = here.find(
    ({ methods, takes }) => methods.includes(method) && (takes?.(request) ?? true),
  );
  if (found !== undefined) return found;
  const guarded = here.find((route) => route.guarded);
  if (method === "OPTIONS" && guarded !== undefined) return guarded;
  const paths = [...new Set(routes.map(({ path }) => path))].join(", ");
  if (here.length === 0) {
    throw new GatewayError("NOT_FOUND", `There is nothing at ${pathname}. There is ${paths}.`);
  }
  headers["allow"] = [...new Set(here.flatMap(({ methods }) => methods))].join(", ");
  throw new GatewayError(
    "METHOD_NOT_ALLOWED",
    `${pathname} takes ${headers["allow"]}, and no ${method}.`,
  );
}

function logWhenDone(
  { method, url = "/", socket }: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  logger: Logger,
): void {
  if (!logger.isLevelEnabled("debug")) return;
  const begun = performance.now();
  response.once("close", () => {
    logger.debug(
      {
        requestId,
        method,
        // Without what follows the question mark: it may hold what isn't for a log.
        path: url.split("?", 1)[0],
        status: response.statusCode,
        ms: Math.round(performance.now() - begun),
        from: socket.remoteAddress,
      },
      "request",
    );
  });
}
