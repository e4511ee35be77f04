import type { QuarantineQuery } from "../../queries.ts";
import { listedQuarantineShape } from "../../row-shapes.ts";
import { type Cell, packCells } from "../../table/pack-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { toSqlNames } from "../sql-name.ts";

const EQUAL = ["project", "domain", "run", "action", "rule", "producer"] as const;

/** Lists refused reports, newest first. */
export function listQuarantine(connection: Connection, query: QuarantineQuery): Table {
  const conditions: string[] = [];
  const params: Cell[] = [];
  for (const name of EQUAL) {
    const value = query[name];
    if (value === undefined) continue;
    conditions.push(`${name} = ?`);
    params.push(value);
  }
  if (query.before !== undefined) {
    conditions.push("id < ?");
    params.push(query.before);
  }
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  const sql = `SELECT ${toSqlNames(listedQuarantineShape.columns)} FROM quarantine ${where} ORDER BY id DESC LIMIT ?`;
  return packCells(listedQuarantineShape, connection.all(sql, ...params, query.limit));
}
