import type { Workflow } from "@runledger/reconciler";
import { GatewayError } from "../client/gateway-error.ts";
import { type ConnectionOptions, connect, DEFAULT_ADDRESS } from "../command/connection-options.ts";
import type { Host } from "../command/host.ts";
import { parseEndpoint } from "../command/parse-values.ts";
import { type CodeHost, openGatewayWorker } from "./gateway-worker.ts";
import { openOwnGateway } from "./own-gateway.ts";

/** Where a workflow in code is run. */
export interface CodeOptions extends ConnectionOptions {
  /** The database to open in this process, instead of a gateway elsewhere. */
  readonly database?: string;
}

/**
 * Opens what does the work of a workflow in code, in this process: for the gateway that is there; or, if none is and nobody has named
 * one, for one of its own on the same database.
 *
 * @throws GatewayError if there is neither
 */
export async function openCodeHost(
  workflow: Workflow,
  options: CodeOptions,
  host: Host,
): Promise<CodeHost> {
  if (options.database !== undefined) return openOwnGateway(workflow, options.database);
  const { options: client } = await connect(options, host);
  const onTrouble = (message: string): void => void host.stderr.write(`${message}\n`);
  try {
    return await openGatewayWorker(workflow, client, host.clock, onTrouble);
  } catch (error) {
    const isNamed =
      host.env["RUNLEDGER_URL"] !== undefined || options.to !== parseEndpoint(DEFAULT_ADDRESS);
    if (isNamed || !(error instanceof GatewayError) || error.kind !== "unreachable") throw error;
    return openOwnGateway(workflow, undefined);
  }
}
