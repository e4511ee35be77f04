import type { Workflow } from "@runledger/reconciler";
import { GatewayError } from "../client/gateway-error.ts";
import type { CodeHost } from "./gateway-worker.ts";

/**
 * Opens a gateway in this process, on a port that is free, which takes a workflow.
 *
 * @param database left out: the one that a gateway has by default
 * @throws GatewayError if it can't be opened, as where another gateway has the database
 */
export async function openOwnGateway(
  workflow: Workflow,
  database: string | undefined,
): Promise<CodeHost> {
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
    // What it does is ended with it.
    return { url: gateway.url, settle: () => Promise.resolve(), stop: () => gateway.close() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new GatewayError(
      "refused",
      `${message} Leave --database out: the gateway that has it gives this process the work. Or name another one, or PostgreSQL.`,
    );
  }
}
