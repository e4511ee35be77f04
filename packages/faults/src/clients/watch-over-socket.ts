import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { Violation } from "../check/violation.ts";
import { LONGEST_SILENCE } from "./silence.ts";
import type { WatchResult, WatchSession } from "./watch-session.ts";

const WAIT = 150;
const PING = 500;

/**
 * Watches over WebSocket until the watch is over: with graphql-ws's client, which pings, and with the revision as an
 * argument of each new subscription.
 *
 * @throws Violation
 */
export async function watchOverSocket(session: WatchSession): Promise<void> {
  const { operation, signal } = session;
  while (!session.isOver && !signal.aborted) {
    const client = open(session.port);
    session.connect();
    const stop = (): void => void disposeOf(client);
    signal.addEventListener("abort", stop, { once: true });
    try {
      const results = client.iterate({ query: operation.query, variables: session.variables() });
      for await (const result of results) {
        session.take(result as unknown as WatchResult);
        if (session.isOver) break;
      }
    } catch (error) {
      if (error instanceof Violation) throw error;
      // A connection that is gone. Errors of GraphQL itself come as an array.
      if (Array.isArray(error)) session.take({ errors: error });
    } finally {
      signal.removeEventListener("abort", stop);
      await disposeOf(client);
    }
    if (!session.isOver && !signal.aborted) await sleep(WAIT);
  }
}

/** Ends a client, whose connection may never have come about. */
async function disposeOf(client: Client): Promise<void> {
  try {
    await client.dispose();
  } catch {
    // It tells again why it could not connect.
  }
}

/** A WebSocket that doesn't wait for ever to be opened. */
class ImpatientWebSocket extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols, { handshakeTimeout: LONGEST_SILENCE });
  }
}

/** Makes a client that gives a silent connection up, as graphql-ws's recipes do. */
function open(port: number): Client {
  let timer: NodeJS.Timeout | undefined;
  let socket: WebSocket | undefined;
  return createClient({
    url: `ws://127.0.0.1:${port}/graphql`,
    webSocketImpl: ImpatientWebSocket,
    retryAttempts: 0,
    lazy: true,
    keepAlive: PING,
    connectionAckWaitTimeout: LONGEST_SILENCE,
    on: {
      opened: (opened) => (socket = opened as WebSocket),
      ping: (isReceived) => {
        if (!isReceived) timer = setTimeout(() => socket?.terminate(), LONGEST_SILENCE);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(timer);
      },
      closed: () => clearTimeout(timer),
    },
  });
}
