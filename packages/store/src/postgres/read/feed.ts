import type { FeedPage, FeedQuery } from "../../queries.ts";
import { runShape } from "../../row-shapes.ts";
import { toSqlNames } from "../../sqlite/sql-name.ts";
import { forgottenSince } from "../../forgotten-since.ts";
import { StoreError } from "../../store-error.ts";
import { DELETED_RUN, toDeletedRun } from "../deleted-runs.ts";
import type { Ask } from "../lookups.ts";
import { readRows, type Values } from "../read-rows.ts";
import { prepare } from "../statement.ts";
import { joinSql, type SqlPiece, toStatement } from "../sql-piece.ts";
import { toText } from "../to-text.ts";

// A run carries the number of the transaction that changed it last. Transactions are numbered as they begin and committed
// in any order, so a reader that has seen one number may yet miss a lower one. So a page shows only what is below the
// horizon: the lowest number of all transactions that have not ended. Whatever is there is there for good.
//
// Both are read in one statement, and so of one state of the database.
//
// A cursor stands behind the last change that was committed below the horizon, and not at the horizon itself: a server that
// crashes forgets the numbers of transactions that came to nothing, and gives them out once more.

const HORIZON = "pg_snapshot_xmin(pg_current_snapshot())";
const IDENTITY = "(SELECT identity FROM runledger.identity)";

const forgotten = prepare("SELECT feed, run_id FROM runledger.forgotten");

/** Where a page ends: everything of lower transactions was shown, and of this one the runs up to a number. */
interface Position {
  readonly transaction: bigint;
  readonly run: number;
}

/** Lists runs that changed above a cursor, in the order of the transactions that changed them last. */
export async function feed(ask: Ask, query: FeedQuery): Promise<FeedPage> {
  const above = query.cursor === undefined ? undefined : parse(query.cursor);
  const rows = await ask(toStatement(pageSql(query, above?.position)));
  const [first = []] = rows;
  const [identity, horizon] = [String(first.at(-3)), BigInt(String(first.at(-2)))];
  const cursorAt = ({ transaction, run }: Position): string =>
    run === 0 ? `${identity}.${transaction}` : `${identity}.${transaction}.${run}`;
  const end = later(above?.position, { transaction: BigInt(String(first.at(-1))) + 1n, run: 0 });
  if (query.cursor === undefined) return { runs: [], deleted: [], cursor: cursorAt(end) };
  if (above?.identity !== identity || above.position.transaction > horizon)
    throw unknown(query.cursor);

  const found = rows.filter(([id]) => id !== null);
  // A page that isn't full has seen everything below the horizon, whatever the filter left out.
  const lastRun = found.length < query.limit ? end : positionOf(found.at(-1) ?? []);
  const gone = await ask(toStatement(deletedSql(query, above.position, lastRun)));
  // Asked last: what was forgotten while the page was read counts as well.
  const [[transaction = "0", run = 0] = []] = await ask(forgotten());
  if (isAfter({ transaction: BigInt(String(transaction)), run: Number(run) }, above.position))
    throw forgottenSince(query.cursor);
  // Both lists are whole up to where the shorter one ends.
  const last =
    gone.length < query.limit ? lastRun : positionOf([...(gone.at(-1) ?? []), "", "", ""]);
  const upToLast = found.filter((row) => !isAfter(positionOf(row), last));
  return {
    runs: readRows(runShape, upToLast),
    deleted: gone.map(toDeletedRun),
    cursor: cursorAt(last),
  };
}

/** Writes a page of deletions between two positions. What is below the horizon is there for good, so it may be read later. */
function deletedSql(query: FeedQuery, above: Position, last: Position): SqlPiece {
  const range: SqlPiece[] = [
    { sql: "(feed, id) > (?::xid8, ?::bigint)", values: [`${above.transaction}`, above.run] },
    last.run === 0
      ? { sql: "feed < ?::xid8", values: [`${last.transaction}`] }
      : { sql: "(feed, id) <= (?::xid8, ?::bigint)", values: [`${last.transaction}`, last.run] },
  ];
  const { sql, values } = joinSql([...range, ...scopeOf(query)], " AND ");
  return {
    sql: `SELECT ${DELETED_RUN}, feed FROM runledger.deleted_run WHERE ${sql} ORDER BY feed, id LIMIT ?`,
    values: [...values, query.limit],
  };
}

function isAfter(position: Position, last: Position): boolean {
  if (position.transaction !== last.transaction) return position.transaction > last.transaction;
  return position.run > last.run;
}

function scopeOf({ domain, project }: FeedQuery): SqlPiece[] {
  const conditions: SqlPiece[] = [];
  for (const [name, value] of [
    ["project", project],
    ["domain", domain],
  ] as const) {
    if (value !== undefined) conditions.push({ sql: `${name} = ?`, values: [toText(value)] });
  }
  return conditions;
}

/** Writes a page, each row with the identity and the horizon after its columns; a row of nothing where there is none. */
function pageSql(query: FeedQuery, above: Position | undefined): SqlPiece {
  const head = `SELECT ${IDENTITY} AS identity, ${HORIZON} AS horizon`;
  const conditions: SqlPiece[] = [{ sql: "feed < head.horizon", values: [] }];
  if (above !== undefined) {
    const { run, transaction } = above;
    conditions.push({ sql: "(feed, id) > (?::xid8, ?::bigint)", values: [`${transaction}`, run] });
  }
  conditions.push(...scopeOf(query));
  const { sql, values } = joinSql(conditions, " AND ");
  const columns = toSqlNames(runShape.columns, "run.");
  const newest = (table: string): string =>
    `COALESCE((SELECT feed FROM runledger.${table} WHERE feed < head.horizon ORDER BY feed DESC LIMIT 1), '0')`;
  // What was forgotten was committed as well: a cursor that is handed out now is of after that.
  const committed = `GREATEST(${newest("run")}, ${newest("deleted_run")}, ${newest("forgotten")})`;
  return {
    sql: `WITH head AS MATERIALIZED (${head})
      SELECT ${columns}, run.feed, head.identity, head.horizon, ${committed} FROM head
      LEFT JOIN LATERAL (SELECT * FROM runledger.run WHERE ${sql} ORDER BY feed, id LIMIT ?) AS run ON true
      ORDER BY run.feed, run.id`,
    values: [...values, above === undefined ? 0 : query.limit],
  };
}

function positionOf(row: Values): Position {
  return { transaction: BigInt(String(row.at(-4))), run: Number(row[0]) };
}

/** Runs may have been deleted since a cursor was made: it never goes back. */
function later(a: Position | undefined, b: Position): Position {
  if (a === undefined || a.transaction < b.transaction) return b;
  return a;
}

const NUMBER = "(0|[1-9]\\d{0,18})";
const CURSOR = new RegExp(`^([0-9a-f]{12})\\.${NUMBER}(?:\\.${NUMBER})?$`);

function parse(cursor: string): { readonly identity: string; readonly position: Position } {
  const [, identity, transaction, run = "0"] = CURSOR.exec(cursor) ?? [];
  if (identity === undefined || transaction === undefined) throw unknown(cursor);
  const position = { transaction: BigInt(transaction), run: Number(run) };
  if (!Number.isSafeInteger(position.run)) throw unknown(cursor);
  return { identity, position };
}

function unknown(cursor: string): StoreError {
  return new StoreError(
    "cursor",
    `The cursor ${JSON.stringify(cursor)} is none that this database has handed out. Begin without a cursor, and list ` +
      "the runs once.",
  );
}
