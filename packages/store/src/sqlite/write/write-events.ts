import { eventShape } from "../../row-shapes.ts";
import type { EventRow } from "../../rows.ts";
import { readCells, type Rows } from "../../table/read-cells.ts";
import type { Connection } from "../connection.ts";
import { insertSql } from "./insert-sql.ts";

const INSERT = insertSql("event", eventShape);

/** Stores reports. Their keys and their revisions are new. */
export function writeEvents(
  connection: Connection,
  events: Rows<Omit<EventRow, "actionName">>,
): void {
  const insert = connection.prepare(INSERT);
  for (const cells of readCells(eventShape, events)) insert.run(...cells);
}
