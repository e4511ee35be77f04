import { reportRefColumns, storedReportColumns } from "../../row-columns.ts";
import { type Cell, packCells } from "../../table/pack-cells.ts";
import { readCells } from "../../table/read-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";

const SELECT = `
SELECT event FROM event WHERE run_id = ? AND action_number = ? AND attempt = ? AND phase = ? AND version = ?`;

/** Loads the reports that stand under these keys: a row for each, null where there is none. */
export function loadReports(connection: Connection, refs: Table): Table {
  const statement = connection.prepare(SELECT);
  const rows: Cell[][] = [];
  for (const ref of readCells(reportRefColumns, refs)) {
    rows.push((statement.get(...ref) as unknown as Cell[] | undefined) ?? [null]);
  }
  return packCells(storedReportColumns, rows);
}
