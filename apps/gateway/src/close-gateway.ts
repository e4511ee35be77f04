import type { Ledger } from "@runledger/ledger";
import type { Store } from "@runledger/store";
import type { Logger } from "pino";
import type { OnePort } from "./http/one-port.ts";
import type { WebSockets } from "./ws/web-sockets.ts";
import type { Retention } from "./retention/retention.ts";
import type { WorkUnderWay } from "./work/start-work.ts";
import { within } from "./within.ts";

/** What is to be closed. */
export interface OpenGateway {
  readonly port: OnePort;
  readonly webSockets: WebSockets;
  readonly ledger: Ledger;
  readonly store: Store;
  readonly retention: Pick<Retention, "stop">;
  readonly work: Pick<WorkUnderWay, "stop"> | undefined;
  readonly logger: Logger;
}

/** How often connections that have become idle are closed, in milliseconds. */
const sweepInterval = 20;

/**
 * Closes a gateway in the order in which nothing is lost: no new connections; what is queued is written and answered, and
 * every subscription ends with its reason; connections that are still busy after `timeout` milliseconds are cut; the
 * database last. What doesn't come to an end is left, and logged.
 */
export async function closeGateway(open: OpenGateway, timeout: number): Promise<void> {
  const { port, ledger, store, logger } = open;
  logger.info("Stopping.");
  const drained = port.close();
  // Each answer under way leaves its connection open for a next request when it is done, and nothing tells of that.
  const sweep = setInterval(() => port.closeIdle(), sweepInterval);
  const cut = setTimeout(() => cutConnections(open), timeout);
  await within(open.retention.stop(), timeout);
  if (open.work && !(await within(open.work.stop(), timeout))) {
    logger.warn(
      "Work was still under way. Another worker takes it up once its leases have run out.",
    );
  }
  if (!(await within(ledger.close(), timeout))) {
    logger.error("The ledger was still writing. What wasn't answered may not be recorded.");
  }
  await open.webSockets.close("The gateway is being stopped.");
  await drained;
  clearTimeout(cut);
  clearInterval(sweep);
  if (!(await within(store.close(), timeout))) logger.error("The database could not be closed.");
  logger.info("Stopped.");
}

function cutConnections({ port, webSockets, logger }: OpenGateway): void {
  logger.warn("Connections were still busy, and are cut.");
  webSockets.terminate();
  port.closeAll();
}
