import { runShape } from "../../row-shapes.ts";
import type { RunRow } from "../../rows.ts";
import { StoreError } from "../../store-error.ts";
import { readCells, type Rows } from "../../table/read-cells.ts";
import type { Connection } from "../connection.ts";
import { FEED_HEAD } from "../read/feed-head.ts";
import { toSqlName } from "../sql-name.ts";

const names = runShape.columns.map(({ name }) => name);
const identity = new Set(["id", "project", "domain", "name"]);
const assignments = names
  .map((name, i) => `${toSqlName(name)} = ?${i + 1}`)
  .filter((_, i) => !identity.has(names[i] ?? ""));

const UPDATE = `UPDATE run SET ${assignments.join(", ")}, feed = ?${names.length + 1}
WHERE id = ?${names.indexOf("id") + 1}`;

/**
 * Writes runs as they are now, and puts each one at the head of the feed.
 *
 * A counter is enough for that: there is one writer, so what is numbered later is committed later. Where several
 * transactions write at once, numbers are committed out of order and a reader that has seen the higher one misses the
 * lower one: such a store has to hold its readers back to what no open transaction can still precede.
 */
export function writeRuns(connection: Connection, runs: Rows<RunRow>): void {
  const update = connection.prepare(UPDATE);
  let position = Number(connection.get(FEED_HEAD)?.[0]);
  for (const cells of readCells(runShape, runs)) {
    const { changes } = update.run(...cells, ++position);
    if (changes === 0) {
      throw new StoreError(
        "internal",
        `There is no run with number ${String(cells[0])}: lock it before it is written.`,
      );
    }
  }
}
