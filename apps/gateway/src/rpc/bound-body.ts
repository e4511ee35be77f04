import type { IncomingMessage, ServerResponse } from "node:http";
import type { DescMethod } from "@bufbuild/protobuf";

/**
 * Cuts off a request that should be one message and isn't whole after `timeout` milliseconds. Over HTTP/1 the server does so
 * itself, over HTTP/2 nobody would. A request that is refused before it has come whole is answered all the same: what is left of
 * it is let go by, for as long.
 */
export function boundBody(
  request: IncomingMessage,
  response: ServerResponse,
  { methodKind }: DescMethod,
  timeout: number,
): void {
  if (methodKind !== "unary" && methodKind !== "server_streaming") return;
  // A reader that stops early would close the stream with it, and the client would never be told why.
  const iterator = { value: () => request.iterator({ destroyOnReturn: false }) };
  Object.defineProperty(request, Symbol.asyncIterator, iterator);
  response.once("finish", () => request.resume());
  const timer = setTimeout(() => response.destroy(), timeout);
  const stop = (): void => clearTimeout(timer);
  request.once("end", stop);
  response.once("close", stop);
}
