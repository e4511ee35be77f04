import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WORKFLOW } from "@runledger/reconciler";
import { isLoopback } from "../http/is-loopback.ts";
import type { Settings } from "../settings/table.ts";
import { type PluginName, pluginNames } from "../settings/work.ts";

/** What a gateway does of the work of queued actions. */
export interface WorkPlan {
  /** Whether it does any. */
  readonly executes: boolean;
  /** The task types that it does. */
  readonly plugins: readonly PluginName[];
  /** What becomes of tasks of other types. */
  readonly unknownTaskTypes: "fail" | "leave";
  /** The task types whose runs are given to workers, where the surface that creates them doesn't say. */
  readonly taskTypes: readonly string[];
}

/**
 * Decides what work a gateway does: any on a database that no other process has, since nobody else could; and commands only
 * where nobody can create runs but who is on this machine, unless that was said to be meant.
 *
 * @param shared whether other processes may have the database open as well
 */
export function workPlan(
  {
    executor,
    flyteTaskTypes,
    flyteUrl,
    host,
    plugins,
    workerTaskTypes,
  }: Pick<
    Settings,
    "executor" | "flyteTaskTypes" | "flyteUrl" | "host" | "plugins" | "workerTaskTypes"
  >,
  shared: boolean,
): WorkPlan {
  const executes = executor ?? !shared;
  const usual = pluginNames.filter((name) => name !== "flyte" || flyteUrl !== undefined);
  const allowed = plugins ?? (isLoopback(host) ? usual : []);
  const types = allowed.flatMap((name) => (name === "flyte" ? flyteTaskTypes : [name]));
  return {
    executes,
    plugins: allowed,
    unknownTaskTypes: shared ? "leave" : "fail",
    taskTypes: [...new Set([...(executes ? [WORKFLOW, ...types] : []), ...workerTaskTypes])],
  };
}

/** Says where attempts get their folders, and whether those are to be deleted in the end. */
export function workFolder({
  dataDir,
  database,
  workFolder: given,
}: Pick<Settings, "dataDir" | "database" | "workFolder">): {
  readonly folder: string;
  readonly passing: boolean;
} {
  if (given !== undefined) return { folder: given, passing: false };
  if (database !== "memory:") return { folder: join(dataDir, "work"), passing: false };
  return { folder: mkdtempSync(join(tmpdir(), "runledger-work-")), passing: true };
}
