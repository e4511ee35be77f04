import { runKeyShape, runShape } from "../row-shapes.ts";
import { type Cell, packCells } from "../table/pack-cells.ts";
import { readCells } from "../table/read-cells.ts";
import type { Table } from "../table/table.ts";
import type { Connection } from "./connection.ts";
import type { Found } from "./found.ts";
import { toSqlNames } from "./sql-name.ts";

/** Selects a run by project, domain and name. */
export const SELECT_RUN: string = `
SELECT ${toSqlNames(runShape.columns)} FROM run WHERE project = ? AND domain = ? AND name = ?`;

/** Reads runs by their keys. */
export function selectRuns(connection: Connection, keys: Table): Found {
  const rows: Cell[][] = [];
  const at: number[] = [];
  for (const key of readCells(runKeyShape, keys)) {
    const row = connection.get(SELECT_RUN, ...key);
    at.push(row === undefined ? -1 : rows.push(row) - 1);
  }
  return { rows: packCells(runShape, rows), at };
}
