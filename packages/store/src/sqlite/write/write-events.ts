import { eventShape } from "../../row-shapes.ts";
import { readCells } from "../../table/read-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { insertSql } from "./insert-sql.ts";

const INSERT = insertSql("event", eventShape);

/** Stores reports. Their keys and their revisions are new. */
export function writeEvents(connection: Connection, events: Table): void {
  const insert = connection.prepare(INSERT);
  for (const cells of readCells(eventShape, events)) insert.run(...cells);
}
