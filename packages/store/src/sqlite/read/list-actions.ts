import type { ActionQuery } from "../../queries.ts";
import { actionShape } from "../../row-shapes.ts";
import { packCells } from "../../table/pack-cells.ts";
import { pickColumns } from "../../table/pick-columns.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { type Sql, filterSql, joinSql } from "./filter-sql.ts";
import { listedAction } from "./listed-action.ts";
import { nullableColumns } from "./nullable-columns.ts";
import { pageSql } from "./page-sql.ts";

const nullable = nullableColumns(actionShape);

/** Lists actions of a run, a page at a time. */
export function listActions(connection: Connection, query: ActionQuery): Table {
  const { sql, params } = listActionsSql(query);
  return packCells(pickColumns(actionShape, query.columns), connection.all(sql, ...params));
}

/** Writes that list as SQL. */
function listActionsSql(query: ActionQuery): Sql {
  const { order, begin } = pageSql(query.sort, query.after, "number", nullable);
  const where = joinSql(
    [
      { sql: "run_id = ?", params: [query.runId] },
      ...filterSql(actionShape, query.filter),
      ...begin,
    ],
    " AND ",
  );
  return {
    sql: `SELECT ${listedAction(query.columns)} FROM action WHERE ${where.sql} ORDER BY ${order} LIMIT ?`,
    params: [...where.params, query.limit],
  };
}
