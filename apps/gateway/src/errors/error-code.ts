/** A code of an error, in `extensions.code`. A closed list: a new one is a change of the schema. */
export type ErrorCode =
  | "BAD_REQUEST"
  | "METHOD_NOT_ALLOWED"
  | "NOT_ACCEPTABLE"
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED"
  | "BAD_INPUT"
  | "LIMIT_EXCEEDED"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "RUN_DELETED"
  | "UNKNOWN_REVISION"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "OVERLOADED"
  | "UNAVAILABLE"
  | "CLOSING"
  | "TIMEOUT"
  | "STORAGE"
  | "INTERNAL";

/** What an error code stands for: one row of docs/errors.md. */
export interface ErrorCodeInfo {
  /** The status of an HTTP answer that has this error and no data. */
  readonly status: number;
  /** What has happened, in a sentence. */
  readonly meaning: string;
  /** What to do about it. */
  readonly wayOut: string;
  /** What stands in `extensions` beside the code. */
  readonly details?: string;
}

/** What each code stands for. */
export const errorCodes: Readonly<Record<ErrorCode, ErrorCodeInfo>> = {
  BAD_REQUEST: {
    status: 400,
    meaning:
      "The HTTP request is no GraphQL request: no query, a parameter of the wrong type, a batch of operations, a method or a content type that isn't taken.",
    wayOut: "Mend the client. POST a JSON object with `query`, `variables` and `operationName`.",
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    meaning: "The path doesn't take this method, or a mutation came by GET.",
    wayOut: "Use a method that the header `Allow` names. Mutations are sent with POST.",
  },
  NOT_ACCEPTABLE: {
    status: 406,
    meaning:
      "The client takes no form that the answer has. A subscription is a stream, and no single JSON object.",
    wayOut:
      "Send `Accept: application/json`, or for a subscription `Accept: text/event-stream`, or use a WebSocket.",
  },
  GRAPHQL_PARSE_FAILED: {
    status: 400,
    meaning: "The document isn't GraphQL.",
    wayOut: "Mend the document at `locations`.",
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    meaning: "The document asks for something that the schema doesn't have.",
    wayOut: "Mend the document at `locations`. The schema is in schema.graphql and in GraphiQL.",
  },
  BAD_INPUT: {
    status: 400,
    meaning: "An argument or a variable is malformed.",
    wayOut: "Mend the field. Nothing of the operation's field was done.",
    details: "`field`: the path of the argument, or `violations`: a list of `field` and `message`.",
  },
  LIMIT_EXCEEDED: {
    status: 400,
    meaning: "The request asks for more than one may ask for at a time.",
    wayOut: "Ask for less at a time, or start the gateway with a higher limit.",
    details:
      "`limit`: its `name`, its `value`, the `actual` value that was asked for where it is known, and the `flag` and the `environment` variable that set it.",
  },
  NOT_FOUND: {
    status: 404,
    meaning: "There is no such run or action.",
    wayOut: "Declare it or report it first, or watch with `wait: true`.",
  },
  ALREADY_EXISTS: {
    status: 409,
    meaning:
      "A run of this name was declared with other content, which stands. The message names what differs.",
    wayOut: "Take another name, or leave the name out.",
  },
  RUN_DELETED: {
    status: 410,
    meaning:
      "The run that was watched was deleted, or the revision to resume from is of a run that was. There may be another one of its name.",
    wayOut: "Forget what is shown of it. Watch anew, without a revision, to see another one.",
  },
  UNKNOWN_REVISION: {
    status: 409,
    meaning: "The revision or the cursor to resume from was never handed out.",
    wayOut: "Watch anew, without it.",
  },
  UNAUTHENTICATED: {
    status: 401,
    meaning: "The gateway asks for a token, and none or an unknown one was given.",
    wayOut:
      "Send `Authorization: Bearer TOKEN` with a token of the gateway's token file. Over WebSocket the same text may be `authorization` in the payload of `connection_init`.",
  },
  FORBIDDEN: {
    status: 403,
    meaning:
      "A web page of another origin, or a client that reached the gateway by an unknown host name, asked.",
    wayOut:
      "Start the gateway with the page's origin in --cors-origins, or with the host name in --allowed-hosts.",
  },
  OVERLOADED: {
    status: 503,
    meaning: "Too much waits to be written, or too many subscriptions or connections are open.",
    wayOut: "Come again after `retryAfterMs`. Reports may be repeated at will.",
    details: "`retryAfterMs`: milliseconds. `limit`, as in LIMIT_EXCEEDED.",
  },
  UNAVAILABLE: {
    status: 503,
    meaning: "The database is busy or can't be reached. Nothing was lost.",
    wayOut: "Come again after `retryAfterMs`. Reports may be repeated at will.",
    details: "`retryAfterMs`: milliseconds.",
  },
  CLOSING: {
    status: 503,
    meaning: "The gateway is being stopped. A subscription ends with it.",
    wayOut: "Connect again and resume where the last frame said.",
  },
  TIMEOUT: {
    status: 504,
    meaning:
      "The operation took longer than it may. A mutation may have been committed all the same.",
    wayOut: "Ask for less at a time. Send a mutation again: repeats are known.",
    details: "`limit`, as in LIMIT_EXCEEDED.",
  },
  STORAGE: {
    status: 500,
    meaning: "The disk is full or read-only, or the database is damaged.",
    wayOut: "Somebody has to look at the gateway's log. `requestId` is in it.",
    details: "`requestId`.",
  },
  INTERNAL: {
    status: 500,
    meaning: "A mistake in the gateway. Its text isn't shown; it is in the gateway's log.",
    wayOut: "Report it, with what the log says of `requestId`.",
    details: "`requestId`.",
  },
};
