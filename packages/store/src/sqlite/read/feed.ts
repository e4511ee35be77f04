import type { FeedQuery } from "../../queries.ts";
import { runShape } from "../../row-shapes.ts";
import { forgottenSince } from "../../forgotten-since.ts";
import { StoreError } from "../../store-error.ts";
import { type Cell, packCells } from "../../table/pack-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { toSqlNames } from "../sql-name.ts";
import type { DeletedRun } from "../../rows.ts";
import { FEED_HEAD } from "./feed-head.ts";
import { DELETED_RUN, toDeletedRun } from "./get-deleted-run.ts";

/** A page of the feed, with its rows packed. */
export interface PackedFeedPage {
  readonly rows: Table;
  readonly deleted: readonly DeletedRun[];
  readonly cursor: string;
}

/** Lists runs that changed above a cursor, in the order of their last changes. */
export function feed(connection: Connection, query: FeedQuery): PackedFeedPage {
  const identity = String(connection.get("SELECT identity FROM identity")?.[0]);
  const head = Number(connection.get(FEED_HEAD)?.[0]);
  const cursorAt = (position: number): string => `${identity}.${position}`;
  if (query.cursor === undefined) {
    return { rows: packCells(runShape, []), deleted: [], cursor: cursorAt(head) };
  }
  const above = positionOf(query.cursor, identity, head);
  const forgotten = Number(connection.get("SELECT position FROM forgotten")?.[0]);
  if (above < forgotten) throw forgottenSince(query.cursor);
  const runs = page(connection, query, above, head, {
    columns: toSqlNames(runShape.columns),
    // By the feed's own index: that of project and domain would read and sort all their runs.
    table: "run INDEXED BY run_by_feed",
  });
  const gone = page(connection, query, above, head, {
    columns: DELETED_RUN,
    table: "deleted_run INDEXED BY deleted_run_by_feed",
  });
  // Both lists are whole up to where the shorter one ends.
  const last = Math.min(runs.last, gone.last);
  const upTo = ({ rows }: Page): Cell[][] => rows.filter((row) => Number(row.at(-1)) <= last);
  return {
    rows: packCells(runShape, upTo(runs)),
    deleted: upTo(gone).map(toDeletedRun),
    cursor: cursorAt(last),
  };
}

interface Page {
  /** Rows, each with its position after its columns. */
  readonly rows: Cell[][];
  /** Up to which position they are whole. */
  readonly last: number;
}

function page(
  connection: Connection,
  query: FeedQuery,
  above: number,
  head: number,
  { columns, table }: { readonly columns: string; readonly table: string },
): Page {
  const conditions = ["feed > 0", "feed > ?"];
  const params: Cell[] = [above];
  for (const name of ["project", "domain"] as const) {
    const value = query[name];
    if (value === undefined) continue;
    conditions.push(`${name} = ?`);
    params.push(value);
  }
  const sql = `SELECT ${columns}, feed FROM ${table} WHERE ${conditions.join(" AND ")} ORDER BY feed LIMIT ?`;
  const rows = connection.all(sql, ...params, query.limit);
  // A page that isn't full has seen everything up to the head, whatever the filter left out.
  return { rows, last: rows.length < query.limit ? head : Number(rows.at(-1)?.at(-1) ?? head) };
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
