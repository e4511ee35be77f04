import type { Server } from "node:http";
import type { Socket } from "node:net";
import { type GatewayError } from "../errors/gateway-error.ts";
import { limitExceeded } from "../errors/limit-exceeded.ts";

/** How many connections above the limit are kept open for as long as it takes to tell them so. */
const waiting = 64;

/** Counts connections, and knows which of them are too many. */
export class ConnectionLimit {
  readonly #limit: number;
  readonly #tooMany = new WeakSet<Socket>();
  #open = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts the connections of a server from now on. */
  watch(server: Server): void {
    server.maxConnections = this.#limit + waiting;
    const judge = (socket: Socket): void => {
      if (this.#open > this.#limit) this.#tooMany.add(socket);
    };
    // First of all listeners: by the time that the others see a connection, it is judged.
    server.prependListener("connection", (socket: Socket) => {
      this.#open++;
      judge(socket);
      socket.once("close", () => this.#open--);
    });
    // Over TLS, requests know the socket that decrypts.
    server.prependListener("secureConnection", judge);
  }

  /** Connections open now. */
  get open(): number {
    return this.#open;
  }

  /** Tells whether a connection is one too many; undefined: it isn't. */
  refusal(socket: Socket): GatewayError | undefined {
    if (!this.#tooMany.has(socket)) return undefined;
    return limitExceeded(
      { name: "connections", value: this.#limit, actual: this.#open },
      `${this.#open} connections are open, and ${this.#limit} may be.`,
      "OVERLOADED",
    );
  }
}
