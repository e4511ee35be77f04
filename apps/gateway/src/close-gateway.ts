import type { Server } from "node:http";
import type { Ledger } from "@runledger/ledger";
import type { Store } from "@runledger/store";
import type { Logger } from "pino";
import type { WebSockets } from "./ws/web-sockets.ts";

/** What is to be closed. */
export interface OpenGateway {
  readonly server: Server;
  readonly webSockets: WebSockets;
  readonly ledger: Ledger;
  readonly store: Store;
  readonly logger: Logger;
}

/** How often connections that have become idle are closed, in milliseconds. */
const sweepInterval = 20;

/**
 * Closes a gateway in the order in which nothing is lost: no new connections; what is queued is written and answered, and
 * every subscription ends with its reason; connections that are still busy after `timeout` milliseconds are cut; the
 * database last.
 */
export async function closeGateway(open: OpenGateway, timeout: number): Promise<void> {
  const { server, webSockets, ledger, store, logger } = open;
  logger.info("Stopping.");
  const drained = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // Each answer under way leaves its connection open for a next request when it is done, and nothing tells of that.
  const sweep = setInterval(() => server.closeIdleConnections(), sweepInterval);
  const cut = setTimeout(() => {
    logger.warn("Connections were still busy, and are cut.");
    webSockets.terminate();
    server.closeAllConnections();
  }, timeout);
  await ledger.close();
  await webSockets.close("The gateway is being stopped.");
  await drained;
  clearTimeout(cut);
  clearInterval(sweep);
  await store.close();
  logger.info("Stopped.");
}
