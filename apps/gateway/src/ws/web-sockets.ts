import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { CloseCode, handleProtocols, type Server } from "graphql-ws";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import type { SocketExtra } from "./graphql-socket-server.ts";
import { keepAlive } from "./heartbeat.ts";

/** What the WebSockets stand on. */
export interface WebSocketsOptions {
  readonly protocol: Server<SocketExtra>;
  readonly maxPayload: number;
  readonly heartbeatInterval: number;
  readonly logger: Logger;
}

/** Takes connections over from HTTP, and carries the protocol's messages over them. */
export class WebSockets {
  readonly #options: WebSocketsOptions;
  readonly #server: WebSocketServer;
  /** Messages that are being handled: an operation for as long as it lasts. */
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: WebSocketsOptions) {
    this.#options = options;
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: options.maxPayload,
      // A few hundred kilobytes of memory a connection would be a high price for frames that are small.
      perMessageDeflate: false,
      handleProtocols,
    });
  }

  /** Connections open now. */
  get open(): number {
    return this.#server.clients.size;
  }

  /** Takes a connection over. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) =>
      this.#serve(webSocket, request),
    );
  }

  /**
   * Waits for what is under way to be answered, and closes every connection, telling why. Whoever doesn't read its answers,
   * or doesn't answer the closing, is cut off by `terminate`.
   */
  async close(reason: string): Promise<void> {
    await Promise.allSettled(this.#underWay);
    for (const client of this.#server.clients) client.close(1001, reason);
    this.#server.close();
  }

  /** Cuts every connection. */
  terminate(): void {
    for (const client of this.#server.clients) client.terminate();
  }

  #serve(socket: WebSocket, request: IncomingMessage): void {
    const { protocol, heartbeatInterval, logger } = this.#options;
    const gone = new AbortController();
    const stopHeartbeat = keepAlive(socket, heartbeatInterval);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => send(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) => {
          // oxlint-disable-next-line typescript/no-base-to-string -- text frames come as a Buffer, which knows its text.
          socket.on("message", (data) => this.#handle(socket, take(data.toString())));
        },
      },
      { socket, request, signal: gone.signal },
    );
    // Without a listener a message that is too long would end the process. The library closes the connection itself.
    socket.on("error", (error) => logger.debug({ err: error }, "A WebSocket failed."));
    socket.once("close", (code, reason) => {
      stopHeartbeat();
      gone.abort();
      closed(code, reason.toString()).catch((error: unknown) => {
        logger.error({ err: error }, "A WebSocket could not be closed cleanly.");
      });
    });
  }

  #handle(socket: WebSocket, handled: Promise<void>): void {
    const watched = handled
      .catch((error: unknown) => {
        this.#options.logger.error(
          { err: error },
          "A message over WebSocket could not be handled.",
        );
        socket.close(CloseCode.InternalServerError, "Something went wrong in the gateway.");
      })
      .finally(() => this.#underWay.delete(watched));
    this.#underWay.add(watched);
  }
}

/** Sends a text. Resolves once it has left, so that whoever sends waits for a client that is slow to read. */
function send(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) {
      resolve();
      return;
    }
    // A failure means that the connection is gone; its closing ends what runs over it.
    socket.send(text, () => resolve());
  });
}
