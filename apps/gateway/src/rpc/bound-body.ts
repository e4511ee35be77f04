import type { IncomingMessage, ServerResponse } from "node:http";
import type { DescMethod } from "@bufbuild/protobuf";

/**
 * Cuts off a request that should be one message and isn't whole after `timeout` milliseconds. Over HTTP/1 the server does so
 * itself, over HTTP/2 nobody would.
 */
export function boundBody(
  request: IncomingMessage,
  response: ServerResponse,
  { methodKind }: DescMethod,
  timeout: number,
): void {
  if (methodKind !== "unary" && methodKind !== "server_streaming") return;
  const timer = setTimeout(() => response.destroy(), timeout);
  const stop = (): void => clearTimeout(timer);
  request.once("end", stop);
  response.once("close", stop);
}
