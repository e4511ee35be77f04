import { eventColumns } from "../../row-columns.ts";
import { readCells } from "../../table/read-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { insertSql } from "./insert-sql.ts";

const INSERT = insertSql("event", eventColumns);

/** Stores reports. Their keys and their revisions are new. */
export function writeEvents(connection: Connection, events: Table): void {
  if (events.length === 0) return;
  const insert = connection.prepare(INSERT);
  for (const cells of readCells(eventColumns, events)) insert.run(...cells);
}
