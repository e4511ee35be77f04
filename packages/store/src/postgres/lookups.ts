import {
  actionRefShape,
  actionShape,
  reportRefShape,
  runKeyShape,
  runShape,
} from "../row-shapes.ts";
import type { RunRow, StoredAction } from "../rows.ts";
import { toSqlNames } from "../sqlite/sql-name.ts";
import type { ActionRef, ReportRef, RunKey } from "../store.ts";
import { columnArrays, unnestSql } from "./column-arrays.ts";
import { readRows, type Values } from "./read-rows.ts";
import { prepare, type Statement } from "./statement.ts";

// Rows looked up by their keys, many at once. Each comes with its place among the keys, since a join has no order.

const selectRuns = prepare(`
SELECT ${toSqlNames(runShape.columns, "run.")}, key.place
FROM ${unnestSql(runKeyShape)} WITH ORDINALITY AS key (project, domain, name, place)
JOIN runledger.run ON run.project = key.project AND run.domain = key.domain AND run.name = key.name`);

const selectActions = prepare(`
SELECT ${toSqlNames(actionShape.columns, "action.")}, key.place
FROM ${unnestSql(actionRefShape)} WITH ORDINALITY AS key (run_id, name, place)
JOIN runledger.action ON action.run_id = key.run_id AND action.name = key.name`);

const selectReports = prepare(`
SELECT event.event, key.place
FROM ${unnestSql(reportRefShape)} WITH ORDINALITY AS key (run_id, action_number, attempt, phase, version, place)
JOIN runledger.event ON event.run_id = key.run_id AND event.action_number = key.action_number
  AND event.attempt = key.attempt AND event.phase = key.phase AND event.version = key.version`);

/** Runs a statement somewhere and gives its rows. */
export type Ask = (statement: Statement) => Promise<Values[]>;

/** Looks runs up, each where it was asked for. */
export async function findRuns(ask: Ask, keys: readonly RunKey[]): Promise<(RunRow | undefined)[]> {
  const rows = await ask(selectRuns(...columnArrays(runKeyShape, keys)));
  return inPlace(keys.length, rows, readRows(runShape, rows));
}

/** Looks actions up with their records, each where it was asked for. */
export async function findActions(
  ask: Ask,
  refs: readonly ActionRef[],
): Promise<(StoredAction | undefined)[]> {
  if (refs.length === 0) return [];
  const rows = await ask(selectActions(...columnArrays(actionRefShape, refs)));
  return inPlace(refs.length, rows, readRows(actionShape, rows) as StoredAction[]);
}

/** Looks reports up, each where it was asked for. */
export async function findReports(
  ask: Ask,
  refs: readonly ReportRef[],
): Promise<(Uint8Array | undefined)[]> {
  if (refs.length === 0) return [];
  const rows = await ask(selectReports(...columnArrays(reportRefShape, refs)));
  return inPlace(
    refs.length,
    rows,
    rows.map(([event]) => event as Uint8Array),
  );
}

/** Puts what was found where it was asked for: the place stands last in a row. */
function inPlace<T>(
  length: number,
  rows: readonly Values[],
  found: readonly T[],
): (T | undefined)[] {
  const placed = Array.from<T | undefined>({ length });
  for (const [i, row] of rows.entries()) placed[Number(row.at(-1)) - 1] = found[i];
  return placed;
}
