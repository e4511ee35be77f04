import type { FeedQuery } from "../../queries.ts";
import { runShape } from "../../row-shapes.ts";
import { StoreError } from "../../store-error.ts";
import { type Cell, packCells } from "../../table/pack-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { toSqlNames } from "../sql-name.ts";
import { FEED_HEAD } from "./feed-head.ts";

/** A page of the feed, with its rows packed. */
export interface PackedFeedPage {
  readonly rows: Table;
  readonly cursor: string;
}

/** Lists runs that changed above a cursor, in the order of their last changes. */
export function feed(connection: Connection, query: FeedQuery): PackedFeedPage {
  const identity = String(connection.get("SELECT identity FROM identity")?.[0]);
  const head = Number(connection.get(FEED_HEAD)?.[0]);
  const cursorAt = (position: number): string => `${identity}.${position}`;
  if (query.cursor === undefined) return { rows: packCells(runShape, []), cursor: cursorAt(head) };

  const { sql, params } = select(query, positionOf(query.cursor, identity, head));
  const rows = connection.all(sql, ...params);
  // A page that isn't full has seen everything up to the head, whatever the filter left out.
  const last = rows.length < query.limit ? head : Number(rows.at(-1)?.at(-1) ?? head);
  return { rows: packCells(runShape, rows), cursor: cursorAt(last) };
}

function select(query: FeedQuery, above: number): { sql: string; params: Cell[] } {
  const conditions = ["feed > 0", "feed > ?"];
  const params: Cell[] = [above];
  for (const name of ["project", "domain"] as const) {
    const value = query[name];
    if (value === undefined) continue;
    conditions.push(`${name} = ?`);
    params.push(value);
  }
  return {
    // By the feed's own index: that of project and domain would read and sort all their runs.
    sql: `SELECT ${toSqlNames(runShape.columns)}, feed FROM run INDEXED BY run_by_feed
      WHERE ${conditions.join(" AND ")} ORDER BY feed LIMIT ?`,
    params: [...params, query.limit],
  };
}

function positionOf(cursor: string, identity: string, head: number): number {
  const [owner, digits = ""] = cursor.split(".");
  const position = /^\d{1,16}$/.test(digits) ? Number(digits) : NaN;
  if (owner === identity && position <= head) return position;
  throw new StoreError(
    "cursor",
    `The cursor ${JSON.stringify(cursor)} is none that this database has handed out. Begin without a cursor, and list ` +
      "the runs once.",
  );
}
