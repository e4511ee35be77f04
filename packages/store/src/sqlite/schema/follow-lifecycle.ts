import { StoreError } from "../../store-error.ts";
import type { Connection } from "../connection.ts";
import type { Place } from "../to-store-error.ts";
import type { GuardRows } from "./guard-rows.ts";

const VALUES = `SELECT value, name, role, outcome, rank, terminal, ends_attempt, ends_subject, retryable, starts_attempt
  FROM lifecycle_value WHERE lifecycle = ? ORDER BY value`;
const EDGES = `SELECT from_value, to_value FROM lifecycle_edge WHERE lifecycle = ? ORDER BY from_value, to_value`;

/**
 * Makes the rows that the guard joins those of this program's lifecycle, where they aren't: after the lifecycle got a new
 * version, or after somebody changed the rows by hand.
 *
 * @throws StoreError of kind `newer` where the database holds a later version of the lifecycle: rows written under it
 * could be in phases that this program would judge wrongly.
 */
export function followLifecycle(connection: Connection, rows: GuardRows, place: Place): void {
  connection.transaction("BEGIN IMMEDIATE", () => {
    const [held] =
      connection.get("SELECT version FROM lifecycle WHERE lifecycle = ?", rows.lifecycle) ?? [];
    if (typeof held === "number" && held > rows.version) {
      throw new StoreError(
        "newer",
        `${place.name} holds version ${held} of the lifecycle ${rows.lifecycle}, and this program knows version ` +
          `${rows.version}: a newer version of the program wrote to it. Install that version, or name another database. ` +
          "Nothing was changed.",
      );
    }
    if (!isHeld(connection, rows)) replace(connection, rows);
  });
}

function isHeld(connection: Connection, rows: GuardRows): boolean {
  const { lifecycle } = rows;
  const held = [
    connection.get(
      "SELECT version, fingerprint, initial_value FROM lifecycle WHERE lifecycle = ?",
      lifecycle,
    ),
    connection.all(VALUES, lifecycle),
    connection.all(EDGES, lifecycle),
  ];
  const wanted = [
    [rows.version, rows.fingerprint, rows.initial],
    rows.values.map(cellsOf),
    rows.edges,
  ];
  return JSON.stringify(held) === JSON.stringify(wanted);
}

function replace(connection: Connection, rows: GuardRows): void {
  const { lifecycle } = rows;
  connection.run("DELETE FROM lifecycle WHERE lifecycle = ?", lifecycle);
  connection.run(
    "INSERT INTO lifecycle (lifecycle, version, fingerprint, initial_value) VALUES (?, ?, ?, ?)",
    lifecycle,
    rows.version,
    rows.fingerprint,
    rows.initial,
  );
  for (const value of rows.values) {
    connection.run(
      `INSERT INTO lifecycle_value (lifecycle, value, name, role, outcome, rank, terminal, ends_attempt, ends_subject,
        retryable, starts_attempt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      lifecycle,
      ...cellsOf(value),
    );
  }
  for (const edge of rows.edges) {
    connection.run(
      "INSERT INTO lifecycle_edge (lifecycle, from_value, to_value) VALUES (?, ?, ?)",
      lifecycle,
      ...edge,
    );
  }
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
