import {
  claimedWorkShape,
  heldWorkShape,
  workLeaseShape,
  workRefShape,
  workShape,
} from "../../row-shapes.ts";
import type { WorkRow } from "../../rows.ts";
import type { HeldWork, WorkClaim, WorkRef } from "../../store.ts";
import { type Cell, packCells } from "../../table/pack-cells.ts";
import { readCells, type Rows } from "../../table/read-cells.ts";
import type { Table } from "../../table/table.ts";
import { CLAIMED_ACTION, claimableSql } from "../../work-sql.ts";
import type { Connection } from "../connection.ts";
import type { Found } from "../found.ts";
import { toSqlName, toSqlNames } from "../sql-name.ts";

const KEY = "run_id = ? AND action_number = ?";
const SELECT = `SELECT ${toSqlNames(workShape.columns)} FROM work WHERE ${KEY}`;
const LEASE = `UPDATE work SET owner = ?, leased_until = ?, fence = fence + 1 WHERE ${KEY}`;
const RENEW = `UPDATE work SET leased_until = ? WHERE ${KEY} AND fence = ? AND owner = ?
RETURNING ${toSqlNames(heldWorkShape.columns)}`;

const names = workShape.columns.map(({ name }) => toSqlName(name));
const UPSERT = `INSERT INTO work (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})
ON CONFLICT (run_id, action_number) DO UPDATE SET ${names
  .slice(2)
  .map((name) => `${name} = excluded.${name}`)
  .join(", ")}`;
const DELETE = `DELETE FROM work WHERE ${KEY}`;
const HASTEN = `UPDATE work SET due_at = min(coalesce(due_at, ?3), ?3) WHERE run_id = ?1 AND action_number = ?2`;

const isNot = (types: string, name: string): string =>
  `${name} NOT IN (SELECT value FROM json_each(${types}))`;
const WANTED = `(?5 IS NULL OR task_type IN (SELECT value FROM json_each(?5))) AND ${isNot("?6", "task_type")}`;
const CLAIMABLE = claimableSql({
  isWanted: WANTED,
  counts: isNot("?6", "leased.task_type"),
  now: "?1",
  perTaskType: "?3",
  perProject: "?4",
  prefix: "",
});
const claimSql = (found: string, isWanted: string): string => `
SELECT ${toSqlNames(workShape.columns, "work.")}, ${CLAIMED_ACTION}
FROM ${found} JOIN run ON run.id = work.run_id
JOIN action ON action.run_id = work.run_id AND action.number = work.action_number
WHERE work.due_at IS NOT NULL AND (work.due_at <= ?1 OR work.leased_until > 0) AND work.leased_until <= ?1 AND ${isWanted}
ORDER BY work.deadline_at, work.run_id, work.action_number LIMIT ?2`;
const CLAIM_WITHIN_LIMITS = `WITH ${CLAIMABLE} ${claimSql("claimable AS work", "1")}`;
// Without limits the index gives the first ones, and the others aren't looked at.
const CLAIM = claimSql(
  "work INDEXED BY work_by_deadline",
  `(?3 IS NULL OR work.task_type IN (SELECT value FROM json_each(?3))) AND ${isNot("?4", "work.task_type")}`,
);

/** Reads the work of actions. */
export function loadWork(connection: Connection, refs: Table): Found {
  const rows: Cell[][] = [];
  const at: number[] = [];
  for (const ref of readCells(workRefShape, refs)) {
    const row = connection.get(SELECT, ...ref);
    at.push(row === undefined ? -1 : rows.push(row) - 1);
  }
  return { rows: packCells(workShape, rows), at };
}

/** Leases work that is due, in the transaction that writes: nobody else can lease it in between. */
export function claimWork(connection: Connection, claim: WorkClaim): Table {
  const { limit, now, owner, perProject = ANY, perTaskType = ANY, taskTypes, until } = claim;
  const wanted = taskTypes === undefined ? null : JSON.stringify(taskTypes);
  const except = JSON.stringify(claim.exceptTaskTypes ?? []);
  const isLimited = perProject !== ANY || perTaskType !== ANY;
  const rows = isLimited
    ? connection.all(CLAIM_WITHIN_LIMITS, now, limit, perTaskType, perProject, wanted, except)
    : connection.all(CLAIM, now, limit, wanted, except);
  const lease = connection.prepare(LEASE);
  const claimed = rows.map((row) => {
    const [runId = null, actionNumber = null] = row;
    lease.run(owner, until, runId, actionNumber);
    const cells: Cell[] = [...row];
    cells[column("owner")] = owner;
    cells[column("leasedUntil")] = until;
    cells[column("fence")] = Number(row[column("fence")]) + 1;
    return cells;
  });
  return packCells(claimedWorkShape, claimed);
}

/** Makes leases last, and gives those that are still the worker's. */
export function renewWork(
  connection: Connection,
  owner: string,
  until: number,
  leases: Table,
): Table {
  const rows: Cell[][] = [];
  for (const [runId = null, actionNumber = null, fence = null] of readCells(
    workLeaseShape,
    leases,
  )) {
    const row = connection.get(RENEW, until, runId, actionNumber, fence, owner);
    if (row !== undefined) rows.push(row);
  }
  return packCells(heldWorkShape, rows);
}

/** Writes work as it is now. */
export function writeWork(connection: Connection, work: Rows<WorkRow>): void {
  const upsert = connection.prepare(UPSERT);
  for (const cells of readCells(workShape, work)) upsert.run(...cells);
}

/** Forgets work that is done. */
export function deleteWork(connection: Connection, refs: Rows<WorkRef>): void {
  const statement = connection.prepare(DELETE);
  for (const cells of readCells(workRefShape, refs)) statement.run(...cells);
}

/** Makes work due no later than that. */
export function hastenWork(connection: Connection, due: Rows<HeldWork>): void {
  const statement = connection.prepare(HASTEN);
  for (const cells of readCells(heldWorkShape, due)) statement.run(...cells);
}

/** More work than there can be. */
const ANY = Number.MAX_SAFE_INTEGER;

function column(name: string): number {
  return workShape.columns.findIndex((each) => each.name === name);
}
