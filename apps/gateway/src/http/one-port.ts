import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as SecureServer } from "node:https";
import type { Http2ServerRequest } from "node:http2";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Settings } from "../settings/table.ts";
import { asHttp1 } from "./as-http1.ts";
import { createHttpServer } from "./http-server.ts";
import { Http2Sessions } from "./http2-sessions.ts";
import { readPreface } from "./read-preface.ts";
import type { Certificate } from "./tls-files.ts";

/** What the port stands on. */
export type PortSettings = Pick<
  Settings,
  "requestTimeout" | "headersTimeout" | "idleTimeout" | "heartbeatInterval" | "streamsPerConnection"
>;

/**
 * Serves HTTP/1 and HTTP/2 on one port. Without TLS a connection's first bytes tell them apart, over TLS what client and
 * server agreed upon (ALPN).
 */
export class OnePort {
  /** The server that listens. It owns every connection; those over HTTP/2 are handed on. */
  readonly server: Server | SecureServer;
  readonly #sessions: Http2Sessions;
  readonly #undecided = new Set<Socket>();
  readonly #settings: PortSettings;

  constructor(
    settings: PortSettings,
    certificate: Certificate | undefined,
    handle: (request: IncomingMessage, response: ServerResponse) => void,
  ) {
    this.#settings = settings;
    this.server = createHttpServer(settings, certificate, handle);
    this.#sessions = new Http2Sessions(settings, (request, response) =>
      handle(...asHttp1(request, response)),
    );
    this.#split();
  }

  /** Tells which connection a request came over. */
  socketOf(request: IncomingMessage): Socket {
    if (request.httpVersionMajor < 2) return request.socket;
    const { session } = (request as unknown as Http2ServerRequest).stream;
    return this.#sessions.socketOf(session) ?? request.socket;
  }

  /** Serves new connections with another certificate. */
  setCertificate({ cert, key }: Certificate): void {
    if (this.server instanceof SecureServer) this.server.setSecureContext({ cert, key });
  }

  /** Takes no more connections, lets what is under way come to an end, and resolves when nothing is open any more. */
  close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
    for (const socket of this.#undecided) socket.destroy();
    this.#sessions.close();
    return closed;
  }

  /** Closes connections that have nothing under way. */
  closeIdle(): void {
    this.server.closeIdleConnections();
  }

  /** Closes every connection, whatever is under way. */
  closeAll(): void {
    this.#sessions.destroy();
    this.server.closeAllConnections();
  }

  /** Takes new connections out of the hands of HTTP/1, until it is known whose they are. */
  #split(): void {
    const event = this.server instanceof SecureServer ? "secureConnection" : "connection";
    const [serveHttp1, ...others] = this.server.listeners(event) as ((socket: Socket) => void)[];
    if (serveHttp1 === undefined || others.length > 0) {
      throw new Error(`Node's HTTP server has ${others.length + 1} listeners on ${event}.`);
    }
    this.server.removeAllListeners(event);
    this.server.on(event, (socket: Socket | TLSSocket) => {
      if ("alpnProtocol" in socket && socket.alpnProtocol === "h2") this.#sessions.serve(socket);
      else this.#decide(socket, (server) => serveHttp1.call(server, socket));
    });
  }

  #decide(socket: Socket, serveHttp1: (server: Server) => void): void {
    this.#undecided.add(socket);
    socket.once("close", () => this.#undecided.delete(socket));
    readPreface(socket, this.#settings.headersTimeout, (preface) => {
      this.#undecided.delete(socket);
      if (preface === "http2") this.#sessions.serve(socket);
      else serveHttp1(this.server);
    });
  }
}
