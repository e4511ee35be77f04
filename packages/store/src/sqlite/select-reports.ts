import { reportRefShape, storedReportShape } from "../row-shapes.ts";
import { type Cell, packCells } from "../table/pack-cells.ts";
import { readCells } from "../table/read-cells.ts";
import type { Table } from "../table/table.ts";
import type { Connection } from "./connection.ts";

const SELECT = `
SELECT event FROM event WHERE run_id = ? AND action_number = ? AND attempt = ? AND phase = ? AND version = ?`;

/** Reads the reports that stand under these keys: a row for each, null where there is none. */
export function selectReports(connection: Connection, refs: Table): Table {
  const statement = connection.prepare(SELECT);
  const rows: Cell[][] = [];
  for (const ref of readCells(reportRefShape, refs)) {
    rows.push((statement.get(...ref) as unknown as Cell[] | undefined) ?? [null]);
  }
  return packCells(storedReportShape, rows);
}
