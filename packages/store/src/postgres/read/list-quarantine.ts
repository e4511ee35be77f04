import type { QuarantineQuery } from "../../queries.ts";
import { listedQuarantineShape } from "../../row-shapes.ts";
import { toSqlNames } from "../../sqlite/sql-name.ts";
import { joinSql, type SqlPiece, toStatement } from "../sql-piece.ts";
import type { Statement } from "../statement.ts";
import { toText } from "../to-text.ts";

const EQUAL = ["project", "domain", "run", "action", "rule", "producer"] as const;

/** Writes a list of refused reports, newest first. */
export function listQuarantine(query: QuarantineQuery): Statement {
  const conditions: SqlPiece[] = [];
  for (const name of EQUAL) {
    const value = query[name];
    if (value !== undefined) conditions.push({ sql: `${name} = ?`, values: [toText(value)] });
  }
  if (query.before !== undefined) conditions.push({ sql: "id < ?", values: [query.before] });
  const { sql, values } = joinSql(conditions, " AND ");
  return toStatement({
    sql: `SELECT ${toSqlNames(listedQuarantineShape.columns)} FROM runledger.quarantine
      ${sql && `WHERE ${sql}`} ORDER BY id DESC LIMIT ?`,
    values: [...values, query.limit],
  });
}
