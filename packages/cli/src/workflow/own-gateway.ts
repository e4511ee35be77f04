import type { Workflow } from "@runledger/reconciler";
import { GatewayError } from "../client/gateway-error.ts";

/** A gateway in this process. */
interface OwnGateway {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Opens a gateway in this process, on a port that is free, which takes a workflow.
 *
 * @param database left out: the one that a gateway has by default
 * @throws GatewayError if it can't be opened, as where another gateway has the database
 */
export async function openOwnGateway(
  workflow: Workflow,
  database: string | undefined,
): Promise<OwnGateway> {
  const { startGateway } = await import("@runledger/gateway");
  try {
    const gateway = await startGateway({
      host: "127.0.0.1",
      port: 0,
      executor: true,
      logLevel: "silent",
      workflows: [workflow],
      ...(database !== undefined && { database }),
    });
    return { url: gateway.url, stop: () => gateway.close() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new GatewayError(
      "refused",
      `${message} A workflow in code runs on a database of its own process, or on PostgreSQL.`,
    );
  }
}
