import type { Run, RunIdentifier } from "@runledger/proto";
import type { Filter, RunColumn } from "@runledger/store";
import type { SurfaceContext } from "../surface-context.ts";
import { isInScope, isOfProject, type RunScope, scopeFilter } from "./run-scope.ts";

/** How many of the newest runs a watch begins with. */
const newest = 100;

/** What else has to hold of runs, as a list asks it and as a run that has changed answers it. */
export interface RunCondition {
  readonly filter: Filter<RunColumn>;
  readonly holds: (run: Run) => boolean;
}

/**
 * Watches runs: the newest, then each that has changed, and those that were deleted. Of what task a deleted run was isn't known
 * any more, so all are told that were of the project. The feed is opened before the newest are read, so that no change
 * falls in between; one that falls into both comes twice.
 */
export async function* watchRuns(
  { ledger }: SurfaceContext,
  scope: RunScope,
  signal: AbortSignal,
  only: RunCondition = { filter: [], holds: () => true },
): AsyncGenerator<{ runs: Run[]; deleted?: RunIdentifier[] }, void> {
  let isFirst = true;
  for await (const frame of ledger.watchRuns({ signal, ...projectOf(scope) })) {
    if (isFirst) {
      isFirst = false;
      const limit = Math.min(newest, ledger.limits.pageSize);
      const filter = [...scopeFilter(scope), ...only.filter];
      yield { runs: [...(await ledger.listRuns({ filter, limit })).items] };
    }
    const runs = frame.runs.filter((run) => isInScope(run, scope) && only.holds(run));
    const deleted = frame.deleted.filter((run) => isOfProject(run, scope));
    if (runs.length + deleted.length > 0) yield { runs, deleted };
  }
}

function projectOf(scope: RunScope): { readonly project?: string; readonly domain?: string } {
  if (scope.case !== "projectId") return {};
  const { name: project, domain } = scope.value;
  return { ...(project && { project }), ...(domain && { domain }) };
}
