import { quarantineShape } from "../../row-shapes.ts";
import type { QuarantineRow } from "../../rows.ts";
import { readCells, type Rows } from "../../table/read-cells.ts";
import type { Connection } from "../connection.ts";
import { insertSql } from "./insert-sql.ts";

const INSERT = insertSql("quarantine", quarantineShape);

/** Stores refused reports. Returns their numbers, in order. */
export function writeQuarantine(
  connection: Connection,
  quarantine: Rows<Omit<QuarantineRow, "id">>,
): number[] {
  const insert = connection.prepare(INSERT);
  const ids: number[] = [];
  for (const cells of readCells(quarantineShape, quarantine)) {
    ids.push(Number(insert.run(...cells).lastInsertRowid));
  }
  return ids;
}
