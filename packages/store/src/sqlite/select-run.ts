import { runColumns } from "../row-columns.ts";
import type { RunKey } from "../store.ts";
import { packCells } from "../table/pack-cells.ts";
import type { Table } from "../table/table.ts";
import type { Connection } from "./connection.ts";
import { toSqlNames } from "./sql-name.ts";

/** Selects a run by project, domain and name. */
export const SELECT_RUN: string = `
SELECT ${toSqlNames(runColumns)} FROM run WHERE project = ? AND domain = ? AND name = ?`;

/** Reads a run. Returns no row or one. */
export function selectRun(connection: Connection, { project, domain, name }: RunKey): Table {
  return packCells(runColumns, connection.all(SELECT_RUN, project, domain, name));
}
