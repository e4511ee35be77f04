import { actionShape } from "../../row-shapes.ts";
import type { ActionRow } from "../../rows.ts";
import { readCells, type Rows } from "../../table/read-cells.ts";
import type { Connection } from "../connection.ts";
import { toSqlName, toSqlNames } from "../sql-name.ts";

const names = actionShape.columns.map(({ name }) => name);
const positions = names.map((_, i) => `?${i + 1}`);
// What names an action never changes, so it isn't written again: its indices stay untouched.
const assignments = names
  .map((name, i) => `${toSqlName(name)} = ?${i + 1}`)
  .filter((_, i) => !["runId", "number", "name"].includes(names[i] ?? ""));
const key = (name: keyof ActionRow): string => `${toSqlName(name)} = ?${names.indexOf(name) + 1}`;

const UPDATE = `UPDATE action SET ${assignments.join(", ")} WHERE ${key("runId")} AND ${key("number")} AND ${key("name")}`;
const INSERT = `INSERT INTO action (${toSqlNames(actionShape.columns)}) VALUES (${positions.join(", ")})`;

/** Writes actions as they are now. */
export function writeActions(connection: Connection, actions: Rows<ActionRow>): void {
  const update = connection.prepare(UPDATE);
  const insert = connection.prepare(INSERT);
  for (const cells of readCells(actionShape, actions)) {
    // Not an upsert: that fires the guard on inserts for rows that are there.
    if (update.run(...cells).changes === 0) insert.run(...cells);
  }
}
