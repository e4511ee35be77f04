import {
  claimedWorkShape,
  heldWorkShape,
  workLeaseShape,
  workRefShape,
  workShape,
} from "../../row-shapes.ts";
import type { ClaimedWork, WorkRow } from "../../rows.ts";
import { toSqlNames } from "../../sqlite/sql-name.ts";
import type { Changes, HeldWork, WorkClaim, WorkLease, WorkRef } from "../../store.ts";
import { CLAIMED_ACTION, claimableSql } from "../../work-sql.ts";
import { columnArrays, unnestSql } from "../column-arrays.ts";
import { encodeTexts } from "../encode-array.ts";
import type { Ask } from "../lookups.ts";
import { readRows } from "../read-rows.ts";
import { prepare, type Statement } from "../statement.ts";

const COLUMNS = toSqlNames(workShape.columns);

const select = prepare(`
SELECT ${toSqlNames(workShape.columns, "work.")}, key.place
FROM ${unnestSql(workRefShape)} WITH ORDINALITY AS key (run_id, action_number, place)
JOIN runledger.work ON work.run_id = key.run_id AND work.action_number = key.action_number`);

// What somebody else is about to lease or to finish is passed over, not waited for.
const claimSql = (first: string): string => `
WITH ${first}
leased AS (
  UPDATE runledger.work SET owner = $3, leased_until = $4, fence = work.fence + 1
  FROM chosen WHERE work.run_id = chosen.run_id AND work.action_number = chosen.action_number
  RETURNING work.*)
SELECT ${toSqlNames(workShape.columns, "leased.")}, ${CLAIMED_ACTION}
FROM leased JOIN runledger.run ON run.id = leased.run_id
JOIN runledger.action ON action.run_id = leased.run_id AND action.number = leased.action_number
ORDER BY leased.deadline_at, leased.run_id, leased.action_number`;

const claim = prepare(
  claimSql(`chosen AS (
  SELECT run_id, action_number FROM runledger.work
  WHERE due_at IS NOT NULL AND (due_at <= $1 OR leased_until > 0) AND leased_until <= $1
    AND ($5::text[] IS NULL OR task_type = ANY ($5)) AND task_type <> ALL ($6::text[])
  ORDER BY deadline_at, run_id, action_number LIMIT $2 FOR UPDATE SKIP LOCKED),`),
);

const claimWithinLimits = prepare(
  claimSql(`${claimableSql({
    isWanted: "($7::text[] IS NULL OR task_type = ANY ($7)) AND task_type <> ALL ($8::text[])",
    counts: "leased.task_type <> ALL ($8::text[])",
    now: "$1",
    perProject: "$6",
    perTaskType: "$5",
    prefix: "runledger.",
  })},
chosen AS (
  SELECT work.run_id, work.action_number FROM runledger.work JOIN claimable USING (run_id, action_number)
  WHERE work.leased_until <= $1
  ORDER BY work.deadline_at, work.run_id, work.action_number LIMIT $2 FOR UPDATE OF work SKIP LOCKED),`),
);

// Two that count what is leased at the same time would both find room. "work" in ASCII.
const countAlone = prepare("SELECT pg_advisory_xact_lock(1953460082, 2003792491)");

const renew = prepare(`
UPDATE runledger.work SET leased_until = $1
FROM ${unnestSql(workLeaseShape, 3)} AS lease (run_id, action_number, fence)
WHERE work.run_id = lease.run_id AND work.action_number = lease.action_number
  AND work.fence = lease.fence AND work.owner = $2
RETURNING ${toSqlNames(heldWorkShape.columns, "work.")}`);

const upsert = prepare(`
INSERT INTO runledger.work (${COLUMNS})
SELECT ${COLUMNS} FROM ${unnestSql(workShape)} AS row (${COLUMNS})
ON CONFLICT (run_id, action_number) DO UPDATE SET
  project = excluded.project, task_type = excluded.task_type, due_at = excluded.due_at,
  deadline_at = excluded.deadline_at, owner = excluded.owner, leased_until = excluded.leased_until,
  fence = excluded.fence, record = excluded.record`);

const remove = prepare(`
DELETE FROM runledger.work USING ${unnestSql(workRefShape)} AS key (run_id, action_number)
WHERE work.run_id = key.run_id AND work.action_number = key.action_number`);

const hasten = prepare(`
UPDATE runledger.work SET due_at = least(work.due_at, key.due_at)
FROM ${unnestSql(heldWorkShape)} AS key (run_id, action_number, due_at)
WHERE work.run_id = key.run_id AND work.action_number = key.action_number`);

/** Reads the work of actions, each where it was asked for. */
export async function loadWork(
  ask: Ask,
  refs: readonly WorkRef[],
): Promise<(WorkRow | undefined)[]> {
  if (refs.length === 0) return [];
  const rows = await ask(select(...columnArrays(workRefShape, refs)));
  const placed = Array.from<WorkRow | undefined>({ length: refs.length });
  const found = readRows(workShape, rows);
  for (const [i, row] of rows.entries()) placed[Number(row.at(-1)) - 1] = found[i];
  return placed;
}

/** Leases work that is due. */
export async function claimWork(ask: Ask, wanted: WorkClaim): Promise<ClaimedWork[]> {
  const { limit, now, owner, perProject, perTaskType, taskTypes, until } = wanted;
  const types = taskTypes === undefined ? null : encodeTexts(taskTypes);
  const except = encodeTexts(wanted.exceptTaskTypes ?? []);
  if (perProject === undefined && perTaskType === undefined) {
    return readRows(claimedWorkShape, await ask(claim(now, limit, owner, until, types, except)));
  }
  await ask(countAlone());
  const limits = [perTaskType ?? ANY, perProject ?? ANY];
  return readRows(
    claimedWorkShape,
    await ask(claimWithinLimits(now, limit, owner, until, ...limits, types, except)),
  );
}

/** Makes leases last, and gives those that are still the worker's. */
export async function renewWork(
  ask: Ask,
  owner: string,
  until: number,
  leases: readonly WorkLease[],
): Promise<HeldWork[]> {
  const arrays = columnArrays(workLeaseShape, leases);
  return readRows(heldWorkShape, await ask(renew(until, owner, ...arrays)));
}

/** Makes the statements that write work. */
export function workStatements({ work = [], workDone = [], workDue = [] }: Changes): Statement[] {
  const statements: Statement[] = [];
  if (work.length > 0) statements.push(upsert(...columnArrays(workShape, work)));
  if (workDone.length > 0) statements.push(remove(...columnArrays(workRefShape, workDone)));
  if (workDue.length > 0) statements.push(hasten(...columnArrays(heldWorkShape, workDue)));
  return statements;
}

/** More work than there can be. */
const ANY = Number.MAX_SAFE_INTEGER;
