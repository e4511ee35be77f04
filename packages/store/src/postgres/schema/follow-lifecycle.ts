import type { ClientBase } from "pg";
import type { GuardRows } from "../../sqlite/schema/guard-rows.ts";
import { StoreError } from "../../store-error.ts";
import type { Place } from "../place.ts";

const HELD = `
SELECT version, json_build_array(fingerprint, initial_value,
  (SELECT json_agg(json_build_array(value, name, role, outcome, rank, terminal, ends_attempt, ends_subject, retryable,
    starts_attempt) ORDER BY value) FROM runledger.lifecycle_value WHERE lifecycle_value.lifecycle = $1),
  (SELECT json_agg(json_build_array(from_value, to_value) ORDER BY from_value, to_value)
    FROM runledger.lifecycle_edge WHERE lifecycle_edge.lifecycle = $1)) AS rows
FROM runledger.lifecycle WHERE lifecycle = $1`;

const REMOVE = "DELETE FROM runledger.lifecycle WHERE lifecycle = $1";
const ADD = `
INSERT INTO runledger.lifecycle (lifecycle, version, fingerprint, initial_value) VALUES ($1, $2, $3, $4)`;
const ADD_VALUES = `
INSERT INTO runledger.lifecycle_value (lifecycle, value, name, role, outcome, rank, terminal, ends_attempt, ends_subject,
  retryable, starts_attempt)
SELECT $1, (row ->> 0)::int, row ->> 1, row ->> 2, row ->> 3, (row ->> 4)::int, (row ->> 5)::int, (row ->> 6)::int,
  (row ->> 7)::int, (row ->> 8)::int, (row ->> 9)::int
FROM json_array_elements($2::json) AS row`;
const ADD_EDGES = `
INSERT INTO runledger.lifecycle_edge (lifecycle, from_value, to_value)
SELECT $1, (row ->> 0)::int, (row ->> 1)::int FROM json_array_elements($2::json) AS row`;

/**
 * Makes the rows that the guard joins those of this program's lifecycle, where they aren't: after the lifecycle got a new
 * version, or after somebody changed the rows by hand. In a transaction that is under way, in which the schema was locked.
 *
 * @throws StoreError of kind `newer` where the database holds a later version of the lifecycle: rows written under it
 * could be in phases that this program would judge wrongly.
 */
export async function followLifecycle(
  client: ClientBase,
  rows: GuardRows,
  place: Place,
): Promise<void> {
  const { lifecycle } = rows;
  const answer = await client.query<{ version: number; rows: unknown }>(HELD, [lifecycle]);
  const held = answer.rows[0];
  if (held !== undefined && held.version > rows.version) throw newer(place, held.version, rows);
  const values = rows.values.map(cellsOf);
  const wanted = [rows.fingerprint, rows.initial, values, rows.edges];
  const same = JSON.stringify(held?.rows) === JSON.stringify(wanted);
  if (same && held?.version === rows.version) return;
  await client.query(REMOVE, [lifecycle]);
  await client.query(ADD, [lifecycle, rows.version, rows.fingerprint, rows.initial]);
  await client.query(ADD_VALUES, [lifecycle, JSON.stringify(values)]);
  await client.query(ADD_EDGES, [lifecycle, JSON.stringify(rows.edges)]);
}

function newer({ name }: Place, held: number, { lifecycle, version }: GuardRows): StoreError {
  return new StoreError(
    "newer",
    `${name} holds version ${held} of the lifecycle ${lifecycle}, and this program knows version ${version}: a newer ` +
      "version of the program wrote to it. Install that version, or name another database. Nothing was changed.",
  );
}

function cellsOf(value: GuardRows["values"][number]): (number | string | null)[] {
  return [
    value.value,
    value.name,
    value.role,
    value.outcome,
    value.rank,
    value.terminal,
    value.endsAttempt,
    value.endsSubject,
    value.retryable,
    value.startsAttempt,
  ];
}
