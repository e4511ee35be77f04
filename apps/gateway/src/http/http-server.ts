import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import { createServer as createSecureServer, type Server as SecureServer } from "node:https";
import type { Settings } from "../settings/table.ts";
import type { Certificate } from "./tls-files.ts";

/** How often open connections are held against their timeouts, in milliseconds. */
const checkingInterval = 1000;

/** Makes the HTTP/1 server, over TLS where there is a certificate, with a bound on everything that a client could drag out. */
export function createHttpServer(
  settings: Pick<Settings, "requestTimeout" | "headersTimeout" | "idleTimeout">,
  certificate: Certificate | undefined,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Server | SecureServer {
  const { requestTimeout, headersTimeout, idleTimeout } = settings;
  const options: ServerOptions & { shouldUpgradeCallback: (request: IncomingMessage) => boolean } =
    {
      requestTimeout,
      headersTimeout: Math.min(headersTimeout, requestTimeout),
      keepAliveTimeout: idleTimeout,
      connectionsCheckingInterval: checkingInterval,
      // GraphQL by GET has its document in the URL.
      maxHeaderSize: 65_536,
      // A client that offers HTTP/2 by Upgrade is answered over HTTP/1, as RFC 9113 lets a server choose.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === "websocket",
    };
  if (certificate === undefined) return createServer(options, handle);
  const { cert, key } = certificate;
  const tls = { cert, key, ALPNProtocols: ["h2", "http/1.1"], handshakeTimeout: headersTimeout };
  return createSecureServer({ ...options, ...tls }, handle);
}
