import {
  createServer,
  type Http2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type Http2Session,
  type ServerHttp2Session,
} from "node:http2";
import type { Socket } from "node:net";
import type { Settings } from "../settings/table.ts";

/** What HTTP/2 stands on. */
type Http2Settings = Pick<Settings, "streamsPerConnection" | "idleTimeout" | "heartbeatInterval">;

/**
 * The connections that speak HTTP/2. Each is asked at every heartbeat whether it is still there, and closed if it has not
 * answered by the next; one without a request for as long as the idle timeout says is told to go.
 */
export class Http2Sessions {
  readonly #server: Http2Server;
  readonly #settings: Http2Settings;
  readonly #sockets = new Map<Http2Session, Socket>();

  constructor(
    settings: Http2Settings,
    handle: (request: Http2ServerRequest, response: Http2ServerResponse) => void,
  ) {
    this.#settings = settings;
    this.#server = createServer({
      settings: { maxConcurrentStreams: settings.streamsPerConnection },
      // What one connection may have open was said above; the library counts its memory too, in megabytes.
      maxSessionMemory: 64,
    });
    this.#server.on("request", (request, response) => {
      // Without a listener a stream that breaks would end the process.
      request.on("error", () => response.stream?.destroy());
      response.on("error", () => response.stream?.destroy());
      handle(request, response);
    });
  }

  /** Serves a connection whose client speaks HTTP/2. */
  serve(socket: Socket): void {
    const keep = (session: ServerHttp2Session): void => this.#keep(session, socket);
    this.#server.once("session", keep);
    this.#server.emit("connection", socket);
    // There is none where the client has gone already: the next session is another one's.
    this.#server.off("session", keep);
  }

  /** Tells which connection a session has: what the session itself shows is a proxy. */
  socketOf(session: Http2Session | undefined): Socket | undefined {
    return session === undefined ? undefined : this.#sockets.get(session);
  }

  /** Tells every client to send nothing new here. Connections end when what is under way has ended. */
  close(): void {
    for (const session of this.#sockets.keys()) session.close();
  }

  /** Ends every connection at once. */
  destroy(): void {
    for (const [session, socket] of this.#sockets) cut(session, socket);
  }

  #keep(session: ServerHttp2Session, socket: Socket): void {
    this.#sockets.set(session, socket);
    // What is wrong with a connection is its client's business: it is closed, and that is all.
    session.on("error", () => cut(session, socket));
    const stopPings = this.#pingAtIntervals(session, socket);
    const stopWaiting = this.#closeWhenIdle(session);
    session.once("close", () => {
      this.#sockets.delete(session);
      stopPings();
      stopWaiting();
    });
  }

  #pingAtIntervals(session: ServerHttp2Session, socket: Socket): () => void {
    let waiting = false;
    const timer = setInterval(() => {
      // A session that was closed has said so, and its client should have gone by the next heartbeat.
      if (waiting || session.destroyed) return cut(session, socket);
      waiting = session.ping((error) => (waiting = error !== null));
    }, this.#settings.heartbeatInterval);
    return () => clearInterval(timer);
  }

  #closeWhenIdle(session: ServerHttp2Session): () => void {
    let open = 0;
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      timer = setTimeout(() => session.close(), this.#settings.idleTimeout);
    };
    wait();
    session.on("stream", (stream) => {
      open++;
      clearTimeout(timer);
      stream.once("close", () => {
        open--;
        if (open === 0 && !session.destroyed) wait();
      });
    });
    return () => clearTimeout(timer);
  }
}

/** Ends a connection. A session that was closed before has only ended its side of it, and waits for the other one. */
function cut(session: Http2Session, socket: Socket): void {
  session.destroy();
  socket.destroy();
}
