import { mkdir, rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { BlobStore } from "@runledger/blobs";
import type { Ledger } from "@runledger/ledger";
import {
  documentPlugin,
  flytePlugin,
  httpPlugin,
  type Plugin,
  processPlugin,
  startWorker,
  type Worker,
  workflowPlugins,
  type WorkflowPluginsOptions,
} from "@runledger/reconciler";
import type { Store } from "@runledger/store";
import type { Logger } from "pino";
import { SettingsError } from "../settings/settings-error.ts";
import type { Settings } from "../settings/table.ts";
import type { PluginName } from "../settings/work.ts";
import type { RemoteTypes } from "./remote-types.ts";
import { flyteOptions } from "./flyte-options.ts";
import { RareErrors } from "./rare-errors.ts";
import { workFolder, type WorkPlan } from "./work-plan.ts";

/** What work stands on. */
export interface WorkParts {
  readonly settings: Settings;
  readonly store: Store;
  readonly ledger: Ledger;
  /** Where logs and outputs are kept. */
  readonly blobs: BlobStore;
  readonly logger: Logger;
}

/** Work that is being done. */
export interface WorkUnderWay {
  /** The folder below which each attempt has its own. */
  readonly folder: string;
  /** Takes no more, and lets go of what is under way; commands go on, and the next worker finds them. */
  stop(): Promise<void>;
}

/** Makes plugins. `outlive`: whether anybody will know of the work once this process is gone. */
const makers: Readonly<
  Record<
    PluginName,
    (settings: Settings, outlive: boolean, plugins: readonly PluginName[]) => Plugin
  >
> = {
  process: (_, outlive) => processPlugin({ outlive }),
  http: ({ httpOrigins }) => httpPlugin({ origins: httpOrigins }),
  flyte: (settings, _, plugins) => flytePlugin(flyteOptions(settings, plugins)),
};

/**
 * Starts to do the work of queued actions.
 *
 * @throws SettingsError if the folder for it can't be made, or more is allowed than may have been meant
 */
export async function startWork(
  { blobs, ledger, logger, settings, store }: WorkParts,
  {
    plugins,
    remoteTypes,
    unknownTaskTypes,
    workflows = [],
  }: Pick<WorkPlan, "plugins" | "unknownTaskTypes"> &
    Partial<Pick<WorkflowPluginsOptions, "workflows">> & { readonly remoteTypes?: RemoteTypes },
): Promise<WorkUnderWay> {
  assertMayRequest(plugins, settings);
  const { folder, passing } = workFolder(settings);
  await makeFolder(folder);
  const { concurrencyPerProject, concurrencyPerTaskType } = settings;
  const errors = new RareErrors(logger, "A worker has trouble.", () => performance.now());
  const worker: Worker = startWorker({
    store,
    ledger,
    blobs,
    folder: resolve(folder),
    plugins: [
      documentPlugin({ ledger }),
      ...workflowPlugins({ ledger, workflows }),
      ...plugins.map((name) => makers[name](settings, !passing, plugins)),
    ],
    unknownTaskTypes,
    ...(remoteTypes && {
      doneElsewhere: () => remoteTypes.list(),
      leftToOthers: (taskType) => remoteTypes.mayCome(taskType),
    }),
    concurrency: settings.concurrency,
    ...(concurrencyPerProject !== undefined && { perProject: concurrencyPerProject }),
    ...(concurrencyPerTaskType !== undefined && { perTaskType: concurrencyPerTaskType }),
    onError: (error) => errors.note(error),
  });
  logger.info({ worker: worker.name, plugins, folder }, "Working.");
  return {
    folder,
    async stop() {
      await worker.stop();
      if (passing) await rm(folder, { recursive: true, force: true });
    },
  };
}

function assertMayRequest(
  plugins: readonly PluginName[],
  { httpOrigins }: Pick<Settings, "httpOrigins">,
): void {
  // Who may run commands can send requests anyway.
  if (!plugins.includes("http") || plugins.includes("process") || httpOrigins.length > 0) return;
  throw new SettingsError(
    [
      "--plugins has http, and --http-origins names no engine: whoever may create runs could have requests sent to anything that this machine reaches. Name the engines, as in --http-origins https://engine.example.",
    ],
    true,
  );
}

async function makeFolder(folder: string): Promise<void> {
  try {
    // What commands print is for its owner only.
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new SettingsError([
      `The folder for work ${folder} cannot be made: ${(error as Error).message}. Name another one with --work-folder.`,
    ]);
  }
}
