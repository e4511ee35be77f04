import {
  ActionPhase,
  CatalogCacheStatus,
  ExecutionError_ErrorKind,
  type RunIdentifier,
} from "@runledger/proto";
import type { TurboSummary, TurboTask } from "../turbo/summary.ts";
import type { Details, Happening, Story } from "./story.ts";

const cacheStatus: Readonly<Record<TurboTask["cache"], CatalogCacheStatus>> = {
  hit: CatalogCacheStatus.CACHE_HIT,
  miss: CatalogCacheStatus.CACHE_MISS,
  off: CatalogCacheStatus.CACHE_DISABLED,
};

/** What happens to a task that turbo knew of and never started. */
const neverStarted = ActionPhase.ABORTED;

/**
 * Tells the story of a run of turbo: its tasks under the names that packages share, as in "build". A task is queued when
 * the last one that it waits for has ended.
 *
 * @param startedAt when it is to have begun, in milliseconds since 1970: the time of the record, or another one
 */
export function tellSummary(summary: TurboSummary, run: RunIdentifier, startedAt: number): Story {
  const endOf = new Map(
    summary.tasks.map(({ id, execution }) => [id, execution?.endedAt ?? summary.endedAt]),
  );
  const happenings = summary.tasks.flatMap((task, index) => {
    const ready = Math.max(summary.startedAt, ...task.dependencies.map((id) => endOf.get(id) ?? 0));
    return tellTask(task, index, {
      ...summary,
      readyAt: Math.min(ready, task.execution?.startedAt ?? summary.endedAt),
    });
  });
  return {
    run,
    title: summary.command,
    labels: {
      "runledger.io/source": "turbo-summary",
      "runledger.io/engine": `turbo ${summary.turboVersion}`.trim(),
      "runledger.io/turbo-run": summary.id,
    },
    startedAt,
    tasks: summary.tasks.map(({ id, task, command, dependencies }) => ({
      name: id,
      group: task,
      shortName: id,
      taskType: "turbo",
      functionName: command,
      dependsOn: dependencies,
      maxAttempts: 1,
    })),
    // Stable: what happens to one task at the same time stays in its order.
    happenings: happenings.sort((a, b) => a.at - b.at),
  };
}

interface Times {
  /** In milliseconds since 1970, as the record has it. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly readyAt: number;
}

function tellTask(
  { cache, execution, id }: TurboTask,
  task: number,
  { startedAt, endedAt, readyAt }: Times,
): Happening[] {
  const tell = (
    time: number,
    phase: ActionPhase,
    details: Details = {},
    last = false,
  ): Happening => ({
    at: Math.max(0, time - startedAt),
    task,
    attempt: 1,
    phase,
    version: 0,
    last,
    details,
  });
  const queued = tell(readyAt, ActionPhase.QUEUED);
  if (execution === undefined) return [queued, tell(endedAt, neverStarted, {}, true)];
  const status = { cacheStatus: cacheStatus[cache] };
  // What comes out of the cache is not run.
  const running = cache === "hit" ? [] : [tell(execution.startedAt, ActionPhase.RUNNING, status)];
  const { exitCode, error } = execution;
  if (exitCode === 0) {
    return [queued, ...running, tell(execution.endedAt, ActionPhase.SUCCEEDED, status, true)];
  }
  const message = error || `${id} exited with code ${exitCode}`;
  const failure = { code: `ExitCode${exitCode}`, kind: ExecutionError_ErrorKind.USER, message };
  return [
    queued,
    ...running,
    tell(execution.endedAt, ActionPhase.FAILED, { ...status, error: failure }, true),
  ];
}
