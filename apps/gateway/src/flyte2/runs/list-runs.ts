import type { Run } from "@runledger/proto";
import type { ListRunsRequest } from "@runledger/proto/flyteidl2/workflow";
import { awaitingPhase } from "@runledger/state";
import type { Filter, RunColumn } from "@runledger/store";
import { runColumns } from "../lists/list-column.ts";
import { pageOf, tokenOf } from "../lists/list-page.ts";
import { listQuery } from "../lists/list-query.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { scopeFilter } from "./run-scope.ts";

/**
 * Lists runs.
 *
 * @param only what else has to hold of them
 */
export async function listRuns(
  { ledger }: SurfaceContext,
  { request, scopeBy, pausedActionsOnly }: ListRunsRequest,
  only: Filter<RunColumn> = [],
): Promise<{ runs: Run[]; token: string }> {
  const { filter, labels, sort } = listQuery(request, runColumns);
  const page = await ledger.listRuns({
    ...pageOf(request, ledger.limits.pageSize),
    filter: [...scopeFilter(scopeBy), ...filter, ...only],
    labels,
    ...(sort && { sort }),
    ...(pausedActionsOnly && { havingActionIn: [awaitingPhase] }),
  });
  return { runs: [...page.items], token: tokenOf(page) };
}
