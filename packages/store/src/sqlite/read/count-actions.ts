import type { ActionQuery } from "../../queries.ts";
import { actionShape } from "../../row-shapes.ts";
import type { Connection } from "../connection.ts";
import { filterSql, joinSql } from "./filter-sql.ts";

/** Counts the actions of a run by phase. */
export function countActions(
  connection: Connection,
  { runId, filter }: Pick<ActionQuery, "runId" | "filter">,
): [phase: number, count: number][] {
  const where = joinSql(
    [{ sql: "run_id = ?", params: [runId] }, ...filterSql(actionShape, filter)],
    " AND ",
  );
  const sql = `SELECT phase, count(*) FROM action WHERE ${where.sql} GROUP BY phase`;
  return connection
    .all(sql, ...where.params)
    .map(([phase, count]) => [Number(phase), Number(count)]);
}
