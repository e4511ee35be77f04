import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

const heartbeat = ":\n\n";

/** When a stream says something by itself. In milliseconds. */
export interface EventStreamTiming {
  readonly heartbeatInterval: number;
  readonly reconnectDelay: number;
}

/**
 * Writes server-sent events, one when the one before has left. Keeps nothing: where the client doesn't read, `send` takes
 * until it does. A comment goes out where nothing else went for a while, so that neither side takes the other for gone.
 */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #timer: NodeJS.Timeout;

  /** Sends the headers, and how long to wait before connecting again: some clients call a stream open at its first byte. */
  constructor(
    response: ServerResponse,
    headers: OutgoingHttpHeaders,
    { heartbeatInterval, reconnectDelay }: EventStreamTiming,
  ) {
    this.#response = response;
    // By itself, so that it can be asked for afterwards: what writeHead alone is given is not remembered.
    response.setHeader("content-type", "text/event-stream; charset=utf-8");
    response.writeHead(200, {
      ...headers,
      "cache-control": "no-cache, no-transform",
      // Proxies of the nginx family hold answers back otherwise.
      "x-accel-buffering": "no",
    });
    response.write(`retry: ${reconnectDelay}\n\n`);
    this.#timer = setInterval(() => {
      if (!response.writableNeedDrain) response.write(heartbeat);
    }, heartbeatInterval);
    response.once("close", () => clearInterval(this.#timer));
  }

  /** Whether the client is gone. */
  get closed(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  /** Sends an event. Resolves once there is room for the next one, or the client is gone. */
  async send(event: string | Buffer): Promise<void> {
    if (this.closed) return;
    this.#timer.refresh();
    if (this.#response.write(event)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#response.off("drain", done).off("close", done);
        resolve();
      };
      this.#response.once("drain", done).once("close", done);
    });
  }

  /** Ends the stream. */
  end(): void {
    clearInterval(this.#timer);
    this.#response.end();
  }
}
