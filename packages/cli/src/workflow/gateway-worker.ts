import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RemoteGateway, Workflow } from "@runledger/reconciler";
import { GatewayError, type GatewayErrorKind } from "../client/gateway-error.ts";
import type { ClientOptions } from "../client/gateway-client.ts";
import type { Clock } from "../command/clock.ts";

/** Work that is done in this process for a gateway. */
export interface CodeHost {
  /** The gateway's address. */
  readonly url: string;
  /** Resolves when nothing is under way, or some seconds have passed: what was aborted is to be told so. */
  settle(): Promise<void>;
  /** Takes no more work. */
  stop(): Promise<void>;
}

/** How long aborted work may take to end, in milliseconds. */
const PATIENCE = 5000;

/**
 * Does the work of a workflow in this process, for a gateway that is open elsewhere.
 *
 * @param onTrouble hears of what goes wrong between the two, each sentence once; the worker goes on
 * @throws GatewayError if the gateway doesn't answer, or gives no work
 */
export async function openGatewayWorker(
  workflow: Workflow,
  { endpoint, token }: Pick<ClientOptions, "endpoint" | "token">,
  clock: Clock,
  onTrouble: (message: string) => void,
): Promise<CodeHost> {
  const { connectGateway, startWorker, workflowPlugins } = await import("@runledger/reconciler");
  const url = new URL(endpoint).origin;
  const gateway = await connectGateway({ url, token }).catch(raise);
  const folder = await mkdtemp(join(tmpdir(), "runledger-run-"));
  const told = new Set<string>();
  const worker = startWorker({
    gateway,
    folder,
    plugins: workflowPlugins({ ledger: gateway.ledger, workflows: [workflow] }),
    onError: (error) => {
      const message = error instanceof Error ? error.message : String(error);
      if (!told.has(message)) onTrouble(message);
      told.add(message);
    },
  });
  return {
    url,
    async settle() {
      const until = clock.now() + PATIENCE;
      while (worker.active > 0 && clock.now() < until) await clock.sleep(50);
    },
    async stop() {
      await worker.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function raise(error: unknown): Promise<RemoteGateway> {
  const { kind = "", message } = error as { kind?: string; message: string };
  const meant: GatewayErrorKind = kind === "unavailable" ? "unreachable" : "refused";
  throw new GatewayError(meant, message, { cause: error });
}
