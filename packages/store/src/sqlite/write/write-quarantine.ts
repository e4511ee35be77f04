import { quarantineColumns } from "../../row-columns.ts";
import { readCells } from "../../table/read-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { insertSql } from "./insert-sql.ts";

const INSERT = insertSql("quarantine", quarantineColumns);

/** Stores refused reports. Returns their numbers, in order. */
export function writeQuarantine(connection: Connection, quarantine: Table): number[] {
  if (quarantine.length === 0) return [];
  const insert = connection.prepare(INSERT);
  const ids: number[] = [];
  for (const cells of readCells(quarantineColumns, quarantine)) {
    ids.push(Number(insert.run(...cells).lastInsertRowid));
  }
  return ids;
}
