import { openLedger, tuneGarbageCollection } from "@runledger/ledger";
import { openStore, StoreError } from "@runledger/store";
import type { BlobFiles } from "../blobs/blob-files.ts";
import { openBlobFiles } from "../blobs/open-blob-files.ts";
import { createLogger } from "../log/create-logger.ts";
import type { CommandLineHost } from "../run-gateway.ts";
import { databaseOf } from "../settings/database-of.ts";
import { help } from "../settings/help.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { Settings } from "../settings/table.ts";
import { version } from "../version.ts";
import { within } from "../within.ts";
import { startWork } from "./start-work.ts";
import { resolveWorkerSettings, workerSettingNames } from "./worker-settings.ts";

/**
 * Does what the command line of a worker says: works until it is told to stop, or prints help, or what is wrong.
 *
 * @param stop is aborted when it is to stop
 * @returns an exit code. 0: it did what it was told to. 1: it can't start. 2: the command line is wrong.
 */
export async function runWorker(host: CommandLineHost, stop: AbortSignal): Promise<0 | 1 | 2> {
  try {
    const command = resolveWorkerSettings(host.args, host.environment);
    if (command.kind === "start") await work(command.settings, host, stop);
    else host.out(command.kind === "help" ? help(workerHelp) : `${version}\n`);
    return 0;
  } catch (error) {
    if (error instanceof SettingsError) {
      host.error(`${error.problems.join("\n")}\n`);
      return error.usage ? 2 : 1;
    }
    if (error instanceof StoreError) {
      host.error(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

const workerHelp = {
  intro: `runledger worker: does the work of queued actions, beside a gateway on PostgreSQL. Many may stand on one database.

Usage: runledger worker --database postgres://… --plugins WORDS [flags]`,
  names: workerSettingNames,
  examples: `  runledger worker --database postgres://ledger@db/runledger --plugins process
  runledger worker --database postgres://ledger@db/runledger --plugins process --concurrency 4 --work-folder /var/lib/work`,
};

async function work(
  settings: Settings,
  { out }: CommandLineHost,
  stop: AbortSignal,
): Promise<void> {
  tuneGarbageCollection();
  const logger = createLogger(settings);
  const store = await openStore(databaseOf(settings), {
    setting: "--database",
    connections: settings.databaseConnections,
    transactions: settings.databaseTransactions,
    statementTimeout: settings.databaseStatementTimeout,
    warn: (sentence) => logger.warn(sentence),
  });
  const ledger = openLedger({ store });
  let files: BlobFiles | undefined;
  try {
    files = await openBlobFiles(settings);
    const plan = { plugins: settings.plugins ?? [], unknownTaskTypes: "leave" } as const;
    const underWay = await startWork({ settings, store, ledger, logger, blobs: files.store }, plan);
    out(`Working on ${store.description}: ${plan.plugins.join(", ")}, below ${underWay.folder}.\n`);
    await aborted(stop);
    logger.info("Stopping.");
    if (!(await within(underWay.stop(), settings.shutdownTimeout))) {
      logger.warn(
        "Work was still under way. Another worker takes it up once its leases have run out.",
      );
    }
  } finally {
    files?.close();
    await within(ledger.close(), settings.shutdownTimeout);
    await within(store.close(), settings.shutdownTimeout);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
