import type { EntityQuery } from "../../queries.ts";
import { listedEntityShape } from "../../row-shapes.ts";
import { packCells } from "../../table/pack-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { toSqlNames } from "../sql-name.ts";
import { filterSql, joinSql } from "./filter-sql.ts";
import { nullableColumns } from "./nullable-columns.ts";
import { pageSql } from "./page-sql.ts";

const nullable = nullableColumns(listedEntityShape);

/** Lists what was registered, a page at a time. */
export function listEntities(connection: Connection, query: EntityQuery): Table {
  const { order, begin } = pageSql(query.sort, query.after, "id", nullable);
  const kind = { sql: "kind = ?", params: [query.kind] };
  const where = joinSql([kind, ...filterSql(listedEntityShape, query.filter), ...begin], " AND ");
  const sql = `SELECT ${toSqlNames(listedEntityShape.columns)} FROM entity WHERE ${where.sql} ORDER BY ${order} LIMIT ?`;
  return packCells(listedEntityShape, connection.all(sql, ...where.params, query.limit));
}
