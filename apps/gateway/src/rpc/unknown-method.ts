import type { IncomingMessage, ServerResponse } from "node:http";
import { Code } from "@connectrpc/connect";

/**
 * Answers a call of a method that isn't there, in the words of the caller's protocol: as trailers for gRPC and gRPC-Web, as a
 * JSON object for Connect and everybody else.
 */
export function refuseUnknown(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  services: ReadonlySet<string>,
): void {
  const [, service = "", method = ""] = path.split("/");
  const message = services.has(service)
    ? `${service} has no method ${method}. Server reflection lists those that it has.`
    : `There is no service ${service} here. Server reflection lists those that there are.`;
  request.resume();
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/grpc")) {
    response.writeHead(200, {
      "content-type": type,
      "grpc-status": String(Code.Unimplemented),
      "grpc-message": encodeURIComponent(message),
    });
    response.end();
    return;
  }
  response.writeHead(404, { "content-type": "application/json" });
  response.end(JSON.stringify({ code: "unimplemented", message }));
}
