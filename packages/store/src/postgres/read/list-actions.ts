import type { ActionQuery, ActionsChangedQuery } from "../../queries.ts";
import { actionShape } from "../../row-shapes.ts";
import { nullableColumns } from "../../sqlite/read/nullable-columns.ts";
import { listedAction } from "../../sqlite/read/listed-action.ts";
import { toSqlNames } from "../../sqlite/sql-name.ts";
import { joinSql, type SqlPiece, toStatement } from "../sql-piece.ts";
import { prepare, type Statement } from "../statement.ts";
import { filterSql } from "./filter-sql.ts";
import { pageSql } from "./page-sql.ts";

const nullable = nullableColumns(actionShape);

/** Writes a list of a run's actions. */
export function listActions(query: ActionQuery): Statement {
  const { order, begin } = pageSql(query.sort, query.after, "number", nullable);
  const { sql, values } = joinSql([...whereSql(query), ...begin], " AND ");
  return toStatement({
    sql: `SELECT ${listedAction(query.columns)} FROM runledger.action WHERE ${sql} ORDER BY ${order} LIMIT ?`,
    values: [...values, query.limit],
  });
}

/** Writes a count of a run's actions by phase. */
export function countActions(query: Pick<ActionQuery, "runId" | "filter">): Statement {
  const { sql, values } = joinSql(whereSql(query), " AND ");
  return toStatement({
    sql: `SELECT phase, count(*) FROM runledger.action WHERE ${sql} GROUP BY phase`,
    values,
  });
}

/** By the columns that are read: there are as many of them as callers. */
const selectChanged = new Map<string, ReturnType<typeof prepare>>();

/** Writes a page of a run's log, read off its actions. */
export function actionsChanged({ above, columns, limit, runId }: ActionsChangedQuery): Statement {
  const listed = listedAction(columns);
  let select = selectChanged.get(listed);
  if (select === undefined) {
    select = prepare(
      `SELECT ${listed} FROM runledger.action WHERE run_id = $1 AND revision > $2 ORDER BY revision LIMIT $3`,
    );
    selectChanged.set(listed, select);
  }
  return select(runId, above, limit);
}

const selectPendingAborts = prepare(`
SELECT ${toSqlNames(actionShape.columns)} FROM runledger.action
WHERE abort_due_at <= $1 AND EXISTS (SELECT 1 FROM runledger.run WHERE id = run_id) ORDER BY abort_due_at, run_id, number LIMIT $2`);

/** Writes a list of the actions with an abort that is due, the longest due first. */
export function listPendingAborts(query: { dueAt: number; limit: number }): Statement {
  return selectPendingAborts(query.dueAt, query.limit);
}

function whereSql({ filter, runId }: Pick<ActionQuery, "runId" | "filter">): SqlPiece[] {
  return [{ sql: "run_id = ?", values: [runId] }, ...filterSql(actionShape, filter)];
}
