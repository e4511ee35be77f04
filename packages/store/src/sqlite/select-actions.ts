import { actionColumns, actionRefColumns } from "../row-columns.ts";
import { type Cell, packCells } from "../table/pack-cells.ts";
import { readCells } from "../table/read-cells.ts";
import type { Table } from "../table/table.ts";
import type { Connection } from "./connection.ts";
import { toSqlNames } from "./sql-name.ts";

/** Rows that were found, and where each one that was asked for is among them: -1 where it wasn't found. */
export interface Found {
  readonly rows: Table;
  readonly at: readonly number[];
}

const SELECT = `SELECT ${toSqlNames(actionColumns)} FROM action WHERE run_id = ? AND name = ?`;

/** Reads actions with their records. */
export function selectActions(connection: Connection, refs: Table): Found {
  const statement = connection.prepare(SELECT);
  const rows: Cell[][] = [];
  const at: number[] = [];
  for (const ref of readCells(actionRefColumns, refs)) {
    const row = statement.get(...ref) as unknown as Cell[] | undefined;
    at.push(row === undefined ? -1 : rows.push(row) - 1);
  }
  return { rows: packCells(actionColumns, rows), at };
}
