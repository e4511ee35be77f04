import type { IncomingMessage } from "node:http";
import type { ExecutionArgs, ExecutionResult } from "graphql";
import {
  CloseCode,
  type Context,
  makeServer,
  type Server,
  type SubscribePayload,
} from "graphql-ws";
import type { WebSocket } from "ws";
import { limitExceeded } from "../errors/limit-exceeded.ts";
import type { HiddenErrorLog } from "../errors/to-graphql-error.ts";
import { finishFor } from "../graphql/finish.ts";
import type { GraphQLServer, Prepared } from "../graphql/graphql-server.ts";
import { operationParams } from "../graphql/operation-params.ts";
import type { ResponseStream } from "../graphql/response-stream.ts";
import type { Authenticator } from "../http/authenticator.ts";

/** What the protocol over one WebSocket needs to know of it. */
export interface SocketExtra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  /** Aborted when the connection is closed. */
  readonly signal: AbortSignal;
}

/** What the protocol stands on. */
export interface SocketServerOptions {
  readonly graphql: GraphQLServer;
  readonly authenticator: Authenticator;
  /** Subscriptions open at a time over one connection. */
  readonly subscriptionsPerConnection: number;
  /** How long a client may take for its first message, in milliseconds. */
  readonly initTimeout: number;
  readonly requestId: () => string;
  readonly log: HiddenErrorLog;
}

type Run = () => Promise<ResponseStream | ExecutionResult>;

/** Speaks graphql-transport-ws: the protocol itself is the library's. */
export function graphqlSocketServer(options: SocketServerOptions): Server<SocketExtra> {
  const runs = new WeakMap<ExecutionArgs, Run>();
  const perform = (args: ExecutionArgs): ReturnType<Run> => {
    const run = runs.get(args);
    if (run === undefined) throw new Error("The operation wasn't prepared.");
    return run();
  };
  return makeServer<Record<string, unknown>, SocketExtra>({
    connectionInitWaitTimeout: options.initTimeout,
    onConnect: ({ connectionParams, extra }) =>
      isWelcome(extra, connectionParams, options.authenticator),
    onSubscribe: async (context, _id, payload) => {
      const prepared = await prepare(context, payload, options);
      if (prepared.kind === "refused") return prepared.result.errors ?? [];
      runs.set(prepared.args, prepared.run);
      return prepared.args;
    },
    execute: perform as never,
    subscribe: perform as never,
  });
}

/** Asks for the token: in the request that became the WebSocket, or in its first message, since browsers can't do the former. */
function isWelcome(
  { socket, request }: SocketExtra,
  params: Readonly<Record<string, unknown>> | undefined,
  authenticator: Authenticator,
): boolean {
  const inMessage = params?.["authorization"] ?? params?.["Authorization"];
  const header = typeof inMessage === "string" ? inMessage : request.headers.authorization;
  const refusal = authenticator.refusal(header);
  // The library would close it with a code upon which its own client tries again.
  if (refusal !== undefined) socket.close(CloseCode.Unauthorized, refusal.message);
  return refusal === undefined;
}

async function prepare(
  { subscriptions, extra }: Context<Record<string, unknown>, SocketExtra>,
  payload: SubscribePayload,
  { graphql, subscriptionsPerConnection, requestId, log }: SocketServerOptions,
): Promise<Prepared> {
  const id = requestId();
  const open = Object.keys(subscriptions).length;
  try {
    if (open > subscriptionsPerConnection) {
      throw limitExceeded(
        { name: "subscriptionsPerConnection", value: subscriptionsPerConnection, actual: open },
        `${open} operations would be open over this connection, and ${subscriptionsPerConnection} may be.`,
      );
    }
    const transport = { requestId: id, signal: extra.signal, streams: true };
    return await graphql.prepare(operationParams(payload), transport);
  } catch (error) {
    return { kind: "refused", result: finishFor(id, log).error(error) };
  }
}
