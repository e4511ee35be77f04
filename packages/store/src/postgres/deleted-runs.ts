import type { SweepQuery } from "../queries.ts";
import type { DeletedRun } from "../rows.ts";
import type { RunKey } from "../store.ts";
import type { Ask } from "./lookups.ts";
import type { Values } from "./read-rows.ts";
import { prepare } from "./statement.ts";
import { toText } from "./to-text.ts";

/** What is read of a deleted run. */
export const DELETED_RUN = "id, org, project, domain, name, revision, deleted_at";

const select = prepare(`
SELECT ${DELETED_RUN} FROM runledger.deleted_run
WHERE project = $1 AND domain = $2 AND name = $3 ORDER BY revision DESC LIMIT 1`);

const remove = prepare("DELETE FROM runledger.run WHERE id = ANY ($1::bigint[])");

// Another process may be sweeping too: then each takes runs of its own.
const next = prepare(`
SELECT id, project, domain, name, deleted_at FROM runledger.deleted_run
WHERE NOT swept AND deleted_at <= $1 ORDER BY deleted_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`);

const end = prepare("UPDATE runledger.deleted_run SET swept = true WHERE id = $1");

// Others may be forgetting too: then each takes runs of its own.
const forget = prepare(`
WITH gone AS (DELETE FROM runledger.deleted_run WHERE id = ANY (ARRAY(
  SELECT id FROM runledger.deleted_run WHERE swept AND deleted_at <= $1 ORDER BY deleted_at, id LIMIT $2
  FOR UPDATE SKIP LOCKED)) RETURNING feed, id),
last AS (SELECT feed, id FROM gone ORDER BY feed DESC, id DESC LIMIT 1),
noted AS (UPDATE runledger.forgotten SET feed = last.feed, run_id = last.id FROM last
  WHERE (last.feed, last.id) > (forgotten.feed, forgotten.run_id))
SELECT count(*) FROM gone`);

const counted = (table: string, condition: string, order: string, limit: string): string => `
WITH gone AS (DELETE FROM runledger.${table} WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM runledger.${table} WHERE ${condition} ${order} LIMIT ${limit}))
  RETURNING 1) SELECT count(*) FROM gone`;

/** From the highest revision down. */
const byRun = [
  prepare(counted("event", "run_id = $1", "ORDER BY revision DESC", "$2")),
  prepare(counted("action", "run_id = $1", "ORDER BY revision DESC", "$2")),
  prepare(counted("attempt_error", "run_id = $1", "", "$2")),
];

// Refused reports know their run by name alone: those that came after the deletion are another run's.
const refused = prepare(
  counted(
    "quarantine",
    "project = $1 AND domain = $2 AND run = $3 AND received_at <= $4",
    "",
    "$5",
  ),
);

/** Gets what is left of the run of a name that was deleted last. */
export async function getDeletedRun(ask: Ask, key: RunKey): Promise<DeletedRun | undefined> {
  const [row] = await ask(select(toText(key.project), toText(key.domain), toText(key.name)));
  return row && toDeletedRun(row);
}

/** Reads a row of the columns above. */
export function toDeletedRun(row: Values): DeletedRun {
  const [id, org, project, domain, name, revision, deletedAt] = row;
  return {
    id: Number(id),
    org: String(org),
    project: String(project),
    domain: String(domain),
    name: String(name),
    revision: Number(revision),
    deletedAt: Number(deletedAt),
  };
}

/** Deletes runs. What belonged to them stays for the sweep. */
export async function deleteRuns(ask: Ask, runIds: readonly number[]): Promise<void> {
  await ask(remove([...runIds]));
}

/** Removes what is left of runs that were deleted and swept long ago. Returns of how many. */
export async function forgetDeletedRuns(
  ask: Ask,
  { deletedBefore, limit }: SweepQuery,
): Promise<number> {
  const [row] = await ask(forget(deletedBefore, limit));
  return Number(row?.[0]);
}

/** Removes rows of deleted runs. Returns how many. */
export async function sweep(ask: Ask, { deletedBefore, limit }: SweepQuery): Promise<number> {
  let left = limit;
  while (left > 0) {
    const [gone] = await ask(next(deletedBefore));
    if (gone === undefined) break;
    const [id, ...name] = gone;
    for (const statement of byRun) left -= Number((await ask(statement(id, left)))[0]?.[0]);
    left -= Number((await ask(refused(...name, left)))[0]?.[0]);
    if (left > 0) await ask(end(id));
  }
  return limit - left;
}
