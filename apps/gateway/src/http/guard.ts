import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { GatewayError } from "../errors/gateway-error.ts";
import type { Authenticator } from "./authenticator.ts";
import type { ConnectionLimit } from "./connection-limit.ts";
import type { HostGuard } from "./host-guard.ts";
import { originRefusal } from "./origin-guard.ts";

/** Who is let in. */
export interface GuardOptions {
  readonly authenticator: Authenticator;
  readonly hostGuard: HostGuard;
  readonly corsOrigins: readonly string[];
  readonly connections: ConnectionLimit;
  /** Tells which connection a request came over: that of one over HTTP/2 isn't its socket. */
  readonly socketOf: (request: IncomingMessage) => Socket;
}

/** Keeps out whom the settings keep out, over HTTP and before a connection becomes a WebSocket. */
export class Guard {
  readonly #options: GuardOptions;

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  /** Tells why nobody is served over this connection, or by this host name; undefined: somebody may be. */
  connectionRefusal(request: IncomingMessage): GatewayError | undefined {
    const { connections, hostGuard, socketOf } = this.#options;
    return connections.refusal(socketOf(request)) ?? hostGuard(request.headers.host);
  }

  /** Tells why a page of another origin may not ask; undefined: it may, or it is no such page. */
  originRefusal({ headers }: IncomingMessage): GatewayError | undefined {
    return originRefusal(headers.origin, headers.host, this.#options.corsOrigins);
  }

  /** Tells why a request isn't served, whichever of these it is; undefined: it is. */
  refusal(request: IncomingMessage): GatewayError | undefined {
    return (
      this.connectionRefusal(request) ?? this.originRefusal(request) ?? this.tokenRefusal(request)
    );
  }

  /** Names who holds the token that a request came with; undefined: nobody has said. */
  callerOf({ headers }: IncomingMessage): string | undefined {
    return this.#options.authenticator.callerOf(headers.authorization);
  }

  /** Tells why a request without the right token may not come in; undefined: it may. */
  tokenRefusal({ headers }: IncomingMessage): GatewayError | undefined {
    return this.#options.authenticator.refusal(headers.authorization);
  }
}
