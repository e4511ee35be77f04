import { actionShape, actionRefShape } from "../row-shapes.ts";
import { type Cell, packCells } from "../table/pack-cells.ts";
import { readCells } from "../table/read-cells.ts";
import type { Table } from "../table/table.ts";
import type { Connection } from "./connection.ts";
import type { Found } from "./found.ts";
import { toSqlNames } from "./sql-name.ts";

const SELECT = `SELECT ${toSqlNames(actionShape.columns)} FROM action WHERE run_id = ? AND name = ?`;

/** Reads actions with their records. */
export function selectActions(connection: Connection, refs: Table): Found {
  const statement = connection.prepare(SELECT);
  const rows: Cell[][] = [];
  const at: number[] = [];
  for (const ref of readCells(actionRefShape, refs)) {
    const row = statement.get(...ref) as unknown as Cell[] | undefined;
    at.push(row === undefined ? -1 : rows.push(row) - 1);
  }
  return { rows: packCells(actionShape, rows), at };
}
