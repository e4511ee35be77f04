import type { Columned } from "../../table/row-shape.ts";
import { toSqlNames } from "../sql-name.ts";

/** Writes an INSERT of one row with a parameter for each column, in the order of the columns. */
export function insertSql(table: string, { columns }: Columned): string {
  const marks = columns.map(() => "?");
  return `INSERT INTO ${table} (${toSqlNames(columns)}) VALUES (${marks.join(", ")})`;
}
