import type { IncomingMessage } from "node:http";
import { getOperationAST, OperationTypeNode } from "graphql";
import { GatewayError } from "../errors/gateway-error.ts";
import type { GraphQLServer, Prepared } from "../graphql/graphql-server.ts";
import { isSubscription } from "../graphql/is-subscription.ts";
import type { TransportContext } from "../graphql/transport-context.ts";
import { isEndedId } from "../sse/ended-id.ts";
import { EventStream, type EventStreamTiming } from "../sse/event-stream.ts";
import { serveEvents } from "../sse/serve-events.ts";
import { accepts } from "./accepts.ts";
import { contentTypeRefusal } from "./content-type.ts";
import { readBody } from "./read-body.ts";
import { readOperation } from "./read-operation.ts";
import type { Exchange, Route } from "./route.ts";
import { securityHeaders } from "./security-headers.ts";

/** What GraphQL over HTTP stands on. */
export interface GraphQLHandlerOptions extends EventStreamTiming {
  readonly graphql: GraphQLServer;
  readonly requestBytes: number;
}

/**
 * Serves /graphql: with server-sent events where the client accepts those, or else by the GraphQL-over-HTTP specification.
 */
export function graphqlRoute(options: GraphQLHandlerOptions): Route {
  return {
    path: "/graphql",
    methods: ["GET", "POST"],
    guarded: true,
    handle: (exchange) => handleGraphQL(exchange, options),
  };
}

async function handleGraphQL(exchange: Exchange, options: GraphQLHandlerOptions): Promise<void> {
  const { request, response, url } = exchange;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const post = request.method === "POST";
  if (post) {
    const refusal = contentTypeRefusal(request.headers["content-type"]);
    if (refusal !== undefined) throw refusal;
  }
  const body = post ? await readBody(request, options.requestBytes) : undefined;
  const transport: TransportContext = {
    requestId: exchange.requestId,
    signal: gone.signal,
    streams: accepts(request.headers.accept, "text/event-stream"),
    ...lastEventId(request),
  };
  const { accept } = request.headers;
  if (!accepts(accept, "text/event-stream")) return answer(exchange, body, transport, options);
  const operation = await options.graphql.prepare(readOperation(url, body), transport);
  // A client that takes both gets events where there may be more than one.
  const plain = !isStream(operation) && accepts(accept, "application/json");
  return plain
    ? answer(exchange, body, transport, options)
    : answerWithEvents(exchange, operation, transport, options);
}

function isStream(operation: Prepared): boolean {
  if (operation.kind === "refused") return false;
  return isSubscription(operation.args.document, operation.args.operationName);
}

function lastEventId(request: IncomingMessage): { readonly lastEventId?: string } {
  const header = request.headers["last-event-id"];
  return typeof header === "string" && header !== "" ? { lastEventId: header } : {};
}

async function answerWithEvents(
  { request, response, headers }: Exchange,
  operation: Prepared,
  transport: TransportContext,
  timing: GraphQLHandlerOptions,
): Promise<void> {
  const own = { ...securityHeaders, ...headers };
  if (transport.lastEventId !== undefined && isEndedId(transport.lastEventId)) {
    // The only answer upon which a browser stops to connect again.
    response.writeHead(204, own).end();
    return;
  }
  refuseMutationByGet(request, operation);
  const stream = new EventStream(response, own, timing);
  await serveEvents(stream, operation, transport.signal);
}

/** A GET is safe to repeat, and may be sent from elsewhere: it changes nothing. */
function refuseMutationByGet(request: IncomingMessage, operation: Prepared): void {
  if (request.method === "POST" || operation.kind === "refused") return;
  const { document, operationName } = operation.args;
  if (getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION) {
    throw new GatewayError(
      "METHOD_NOT_ALLOWED",
      "A mutation can't be sent with GET: send it with POST.",
    );
  }
}

async function answer(
  { request, response, url, headers }: Exchange,
  body: Buffer | undefined,
  transport: TransportContext,
  { graphql }: GraphQLHandlerOptions,
): Promise<void> {
  const { accept, "content-type": contentType } = request.headers;
  const answered = await graphql.fetch(
    new Request(url, {
      method: request.method ?? "GET",
      headers: {
        ...(accept !== undefined && { accept }),
        ...(contentType !== undefined && { "content-type": contentType }),
      },
      ...(body !== undefined && { body: new Uint8Array(body) }),
    }),
    transport,
  );
  if (answered.status === 406) throw notAcceptable(accept);
  const text = await answered.text();
  if (response.destroyed) return;
  response.writeHead(answered.status, {
    ...securityHeaders,
    ...headers,
    ...Object.fromEntries(answered.headers),
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

function notAcceptable(accept: string | undefined): GatewayError {
  return new GatewayError(
    "NOT_ACCEPTABLE",
    `Accept is ${JSON.stringify(accept ?? "")}, and the answer can be application/graphql-response+json or application/json. A subscription is served as text/event-stream, or over WebSocket.`,
  );
}
