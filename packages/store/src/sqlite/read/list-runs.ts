import type { Condition, RunQuery } from "../../queries.ts";
import { runShape } from "../../row-shapes.ts";
import { packCells } from "../../table/pack-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { toSqlNames } from "../sql-name.ts";
import { type Sql, conditionSql, filterSql, joinSql } from "./filter-sql.ts";
import { nullableColumns } from "./nullable-columns.ts";
import { pageSql } from "./page-sql.ts";

const nullable = nullableColumns(runShape);

/** Lists runs, a page at a time. */
export function listRuns(connection: Connection, query: RunQuery): Table {
  const { sql, params } = listRunsSql(query);
  return packCells(runShape, connection.all(sql, ...params));
}

/** Writes that list as SQL. */
function listRunsSql(query: RunQuery): Sql {
  const { order, begin } = pageSql(query.sort, query.after, "id", nullable);
  const conditions = [
    ...filterSql(runShape, query.filter),
    ...(query.labels ?? []).map(({ key, condition }) => labelSql(key, condition)),
    ...(query.havingActionIn === undefined ? [] : [havingActionSql(query.havingActionIn)]),
    ...begin,
  ];
  const where = joinSql(conditions, " AND ");
  return {
    sql: `SELECT ${toSqlNames(runShape.columns)} FROM run ${where.sql && `WHERE ${where.sql}`} ORDER BY ${order} LIMIT ?`,
    params: [...where.params, query.limit],
  };
}

/** Writes a condition on a label. One that isn't there is as null: what null meets, runs without the label meet. */
function labelSql(key: string, condition: Condition): Sql {
  const having = "(SELECT run_id FROM run_label AS label WHERE label.key = ?";
  // A label may be there and empty.
  if (condition.kind === "exists") return { sql: `id IN ${having})`, params: [key] };
  if (condition.kind === "notExists") return { sql: `id NOT IN ${having})`, params: [key] };
  const { sql, params } = conditionSql("label.value", "text", condition);
  return condition.kind === "notIn" || condition.kind === "notEndsWith"
    ? { sql: `id NOT IN ${having} AND NOT ${sql})`, params: [key, ...params] }
    : { sql: `id IN ${having} AND ${sql})`, params: [key, ...params] };
}

function havingActionSql(phases: readonly number[]): Sql {
  const { sql, params } = conditionSql("action.phase", "integer", { kind: "in", values: phases });
  return {
    sql: `EXISTS (SELECT 1 FROM action WHERE action.run_id = run.id AND ${sql})`,
    params,
  };
}
