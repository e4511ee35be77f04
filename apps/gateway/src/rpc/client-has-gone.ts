/** Codes of errors that say that the other side of a connection has gone, in the middle of a request or an answer. */
const codes: ReadonlySet<unknown> = new Set([
  "ABORT_ERR",
  "ECONNRESET",
  "EPIPE",
  "ERR_HTTP2_INVALID_STREAM",
  "ERR_HTTP2_STREAM_CANCEL",
  "ERR_HTTP2_STREAM_ERROR",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

/** Tells whether what was thrown says that the client has gone: nobody's fault, and nobody is left to be told. */
export function clientHasGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && codes.has(error.code);
}
