import type { Condition, RunQuery } from "../../queries.ts";
import { runShape } from "../../row-shapes.ts";
import { nullableColumns } from "../../sqlite/read/nullable-columns.ts";
import { toSqlNames } from "../../sqlite/sql-name.ts";
import { joinSql, type SqlPiece, toStatement } from "../sql-piece.ts";
import type { Statement } from "../statement.ts";
import { toText } from "../to-text.ts";
import { conditionSql, filterSql } from "./filter-sql.ts";
import { pageSql } from "./page-sql.ts";

const nullable = nullableColumns(runShape);

/** Writes a list of runs. */
export function listRuns(query: RunQuery): Statement {
  const { order, begin } = pageSql(query.sort, query.after, "id", nullable);
  const conditions = [
    ...filterSql(runShape, query.filter),
    ...(query.labels ?? []).map(({ key, condition }) => labelSql(toText(key), condition)),
    ...(query.havingActionIn === undefined ? [] : [havingActionSql(query.havingActionIn)]),
    ...begin,
  ];
  const { sql, values } = joinSql(conditions, " AND ");
  return toStatement({
    sql: `SELECT ${toSqlNames(runShape.columns)} FROM runledger.run ${sql && `WHERE ${sql}`} ORDER BY ${order} LIMIT ?`,
    values: [...values, query.limit],
  });
}

/** Writes a condition on a label. One that isn't there is as null: what null meets, runs without the label meet. */
function labelSql(key: string, condition: Condition): SqlPiece {
  const having =
    "EXISTS (SELECT 1 FROM runledger.run_label AS label WHERE label.run_id = run.id AND label.key = ?";
  // A label may be there and empty.
  if (condition.kind === "exists") return { sql: `${having})`, values: [key] };
  if (condition.kind === "notExists") return { sql: `NOT ${having})`, values: [key] };
  const { sql, values } = conditionSql("label.value", "text", condition);
  return condition.kind === "notIn" || condition.kind === "notEndsWith"
    ? { sql: `NOT ${having} AND NOT ${sql})`, values: [key, ...values] }
    : { sql: `${having} AND ${sql})`, values: [key, ...values] };
}

function havingActionSql(phases: readonly number[]): SqlPiece {
  const { sql, values } = conditionSql("action.phase", "integer", { kind: "in", values: phases });
  return {
    sql: `EXISTS (SELECT 1 FROM runledger.action WHERE action.run_id = run.id AND ${sql})`,
    values,
  };
}
