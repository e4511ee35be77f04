import { quarantineShape } from "../../row-shapes.ts";
import { readCells } from "../../table/read-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { insertSql } from "./insert-sql.ts";

const INSERT = insertSql("quarantine", quarantineShape);

/** Stores refused reports. Returns their numbers, in order. */
export function writeQuarantine(connection: Connection, quarantine: Table): number[] {
  const insert = connection.prepare(INSERT);
  const ids: number[] = [];
  for (const cells of readCells(quarantineShape, quarantine)) {
    ids.push(Number(insert.run(...cells).lastInsertRowid));
  }
  return ids;
}
