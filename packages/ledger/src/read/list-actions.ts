import type { Action, ActionPhase, RunIdentifier } from "@runledger/proto";
import { actionPhaseLifecycle } from "@runledger/state";
import type { ActionColumn, Sort, Store } from "@runledger/store";
import type { LedgerLimits } from "../limits.ts";
import type { ListActionsQuery } from "../list-queries.ts";
import type { Page } from "../page.ts";
import { requireRun } from "./find-run.ts";
import { fromCursor, toCursor } from "./page-cursor.ts";
import { pageSize } from "./page-size.ts";
import { toListedAction } from "./to-listed-action.ts";
import { toPage } from "./to-page.ts";
import { toRunIdentifier } from "./to-run.ts";

const asHeardOf: Sort<ActionColumn> = [{ column: "number", descending: false }];

/** What is read of an action to show it in short. */
const shown = ["number", "name", "revision", "metadata", "status"] as const;

/** Lists the actions of a run, a page at a time. */
export async function listActions(
  store: Store,
  limits: LedgerLimits,
  run: RunIdentifier,
  query: ListActionsQuery,
): Promise<Page<Action>> {
  const { after, filter = [], sort = asHeardOf } = query;
  const size = pageSize(query.limit, limits);
  const from = after === undefined ? {} : { after: fromCursor(sort, after) };
  const row = await requireRun(store, run);
  const id = toRunIdentifier(row);
  const columns = [...shown, ...sort.map(({ column }) => column)];
  const listed = { runId: row.id, columns, filter, sort, limit: size + 1, ...from };
  const rows = await store.listActions(listed);
  return toPage(
    rows,
    size,
    (action) => toListedAction(id, action),
    (action) => toCursor(sort, action, action.number),
  );
}

/** Counts the actions of a run by phase, those that a filter keeps. */
export async function countActions(
  store: Store,
  run: RunIdentifier,
  { filter = [] }: Pick<ListActionsQuery, "filter">,
): Promise<ReadonlyMap<ActionPhase, number>> {
  const { id: runId } = await requireRun(store, run);
  const counts = await store.countActions({ runId, filter });
  const known = actionPhaseLifecycle.values.map(({ number }) => number);
  return new Map(
    known.flatMap((phase) => (counts.has(phase) ? [[phase, counts.get(phase) ?? 0]] : [])),
  );
}
