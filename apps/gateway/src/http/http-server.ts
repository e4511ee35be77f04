import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Settings } from "../settings/table.ts";

/** How often open connections are held against their timeouts, in milliseconds. */
const checkingInterval = 1000;

/** Makes the HTTP server, with a bound on everything that a client could drag out. */
export function createHttpServer(
  settings: Pick<Settings, "requestTimeout" | "headersTimeout" | "idleTimeout">,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const { requestTimeout, headersTimeout, idleTimeout } = settings;
  return createServer(
    {
      requestTimeout,
      headersTimeout: Math.min(headersTimeout, requestTimeout),
      keepAliveTimeout: idleTimeout,
      connectionsCheckingInterval: checkingInterval,
      // GraphQL by GET has its document in the URL.
      maxHeaderSize: 65_536,
    },
    handle,
  );
}
