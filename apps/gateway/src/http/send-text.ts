import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { securityHeaders } from "./security-headers.ts";

/** Sends a whole answer. Does nothing if the client is gone. */
export function sendText(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    ...securityHeaders,
    "content-type": type,
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(response.req.method === "HEAD" ? undefined : text);
}
