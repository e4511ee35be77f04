import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { errorCodes } from "../errors/error-code.ts";
import { GatewayError } from "../errors/gateway-error.ts";
import type { WebSockets } from "../ws/web-sockets.ts";
import type { Guard } from "./guard.ts";

/** Lets connections become WebSockets at `path`, for those whom the guard lets in. The token is asked for later. */
export function acceptUpgrades(
  server: Server,
  path: string,
  guard: Guard,
  webSockets: WebSockets,
): void {
  server.on("upgrade", (request, socket, head) => {
    // Without a listener a connection that breaks now would end the process.
    socket.on("error", () => socket.destroy());
    const refusal = refusalOf(request, path, guard);
    if (refusal === undefined) webSockets.upgrade(request, socket, head);
    else refuse(socket, refusal);
  });
}

function refusalOf(request: IncomingMessage, path: string, guard: Guard): GatewayError | undefined {
  if ((request.url ?? "/").split("?", 1)[0] !== path) {
    return new GatewayError("NOT_FOUND", `WebSockets are served at ${path}.`);
  }
  return guard.connectionRefusal(request) ?? guard.originRefusal(request);
}

function refuse(socket: Duplex, { code, message, details }: GatewayError): void {
  const { status } = errorCodes[code];
  const body = JSON.stringify({ errors: [{ message, extensions: { code, ...details } }] });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      "Connection: close",
      "Content-Type: application/json; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "",
      body,
    ].join("\r\n"),
  );
}
