import { defaultSettings } from "../settings/default-settings.ts";
import { readFlags } from "../settings/read-flags.ts";
import { type CommandLine, resolveSettings } from "../settings/resolve-settings.ts";
import { flagOf } from "../settings/setting-names.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { SettingName } from "../settings/table.ts";
import { pluginNames } from "../settings/work.ts";
import { userName } from "./user-name.ts";

/** The settings that a worker of its own knows. Those of the gateway may stand beside them in the environment and in a file. */
export const workerSettingNames: readonly SettingName[] = [
  "dataDir",
  "database",
  "databaseConnections",
  "databaseTransactions",
  "databaseStatementTimeout",
  "blobs",
  "blobBytes",
  "plugins",
  "httpOrigins",
  "flyteUrl",
  "flyteTaskTypes",
  "flyteProject",
  "flyteDomain",
  "flyteTokenFile",
  "flyteCaFile",
  "concurrency",
  "concurrencyPerProject",
  "concurrencyPerTaskType",
  "workFolder",
  "shutdownTimeout",
  "logLevel",
  "logFormat",
];

/**
 * Gathers the settings of a worker, as {@link resolveSettings} does those of a gateway.
 *
 * @throws SettingsError that lists all that is wrong
 */
export function resolveWorkerSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const found = resolveSettings(args, environment);
  if (found.kind !== "start") return found;
  const strangers = Object.keys(readFlags(args).values).filter(
    (name) => !workerSettingNames.some((known) => known === name),
  );
  const problems = strangers.map(
    (name) => `${flagOf(name)} is a setting of the gateway, and means nothing to a worker.`,
  );
  const { database, plugins } = found.settings;
  if (database === undefined || !/^postgres(ql)?:/i.test(database)) {
    problems.push(
      "--database is no PostgreSQL server, and only that can be open in several processes. The gateway does the work of any other database by itself.",
    );
  }
  if (plugins === defaultSettings().plugins) {
    problems.push(
      `--plugins isn't given: say what kinds of work this worker does, out of ${pluginNames.join(", ")}. With process, whoever may create runs can run commands here as ${userName()}.`,
    );
  }
  if (problems.length > 0) throw new SettingsError(problems, true);
  return found;
}
