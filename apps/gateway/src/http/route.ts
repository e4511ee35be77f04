import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

/** One request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** Names the request in the log, and in the header x-request-id of the answer. */
  readonly requestId: string;
  /** Headers of the answer, beside those that every answer has. */
  readonly headers: OutgoingHttpHeaders;
}

/** Something that the gateway serves under a path. Surfaces to come add theirs to the list. */
export interface Route {
  readonly path: string;
  /** Whether it serves what lies below the path, which then ends with a slash. Default: the path alone. */
  readonly below?: true;
  readonly methods: readonly string[];
  /** Whether a token is asked for, and other origins are kept out. Without: pages and health, which hold no data. */
  readonly guarded: boolean;
  /** Tells whether the request is for this one, where several share a path. Undefined: it is. */
  readonly takes?: (request: IncomingMessage) => boolean;
  /** Answers. What it throws is answered with an error. */
  handle(exchange: Exchange): Promise<void> | void;
}
