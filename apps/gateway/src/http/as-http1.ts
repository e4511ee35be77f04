import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";

/**
 * Lets a request over HTTP/2 be served by what was written for HTTP/1. Node's own compatibility leaves out what is filled in
 * here: the header `host`, and what a response tells of itself once its stream is gone.
 */
export function asHttp1(
  request: Http2ServerRequest,
  response: Http2ServerResponse,
): readonly [IncomingMessage, ServerResponse] {
  const { stream } = response;
  request.headers.host ??= request.headers[":authority"];
  Object.defineProperties(response, {
    destroyed: { get: () => stream.destroyed },
    writableNeedDrain: { get: () => stream.writableNeedDrain },
  });
  return [request as unknown as IncomingMessage, response as unknown as ServerResponse];
}
