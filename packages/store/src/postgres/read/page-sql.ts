import type { After, Sort } from "../../queries.ts";
import { toSqlName } from "../../sqlite/sql-name.ts";
import { StoreError } from "../../store-error.ts";
import { joinSql, type SqlPiece } from "../sql-piece.ts";

type Value = string | number | null;

/** One key of a sort order. */
interface Key {
  readonly column: string;
  readonly descending: boolean;
  readonly nullable: boolean;
}

/**
 * Writes the order of a list and where its page begins.
 *
 * The order is that of the sort keys, then of the row's own number in the direction of the last of them, so that an
 * index serves both ways. Null comes before everything ascending and after everything descending.
 *
 * @param id the column of the row's own number
 * @param nullable the columns that may be null
 */
export function pageSql(
  sort: Sort<string>,
  after: After | undefined,
  id: string,
  nullable: ReadonlySet<string>,
): { readonly order: string; readonly begin: SqlPiece[] } {
  const keys: Key[] = sort.map(({ column, descending }) => ({
    column: toSqlName(column),
    descending,
    nullable: nullable.has(column),
  }));
  keys.push({ column: id, descending: sort.at(-1)?.descending ?? false, nullable: false });
  const order = keys.map(orderSql).join(", ");
  if (after === undefined) return { order, begin: [] };
  if (after.keys.length !== sort.length) {
    throw new StoreError(
      "cursor",
      `The page begins after a row with ${after.keys.length} sort keys, and the list is sorted by ${sort.length}. ` +
        "Go on with the sort order that the list was begun with.",
    );
  }
  return { order, begin: beginAfter(keys, [...after.keys, after.id]) };
}

/** Writes a key. Where it can't be null, nothing is said of null: an index that says otherwise would not be used. */
function orderSql({ column, descending, nullable }: Key): string {
  if (!nullable) return `${column}${descending ? " DESC" : ""}`;
  return `${column}${descending ? " DESC NULLS LAST" : " NULLS FIRST"}`;
}

function beginAfter(keys: readonly Key[], values: readonly Value[]): SqlPiece[] {
  const alternatives: SqlPiece[] = [];
  const same: SqlPiece[] = [];
  for (const [i, key] of keys.entries()) {
    const value = values[i] ?? null;
    const beyond = beyondSql(key, value);
    if (beyond !== undefined) alternatives.push(joinSql([...same, beyond], " AND "));
    same.push(
      value === null
        ? { sql: `${key.column} IS NULL`, values: [] }
        : { sql: `${key.column} = ?`, values: [value] },
    );
  }
  const { sql, values: all } = joinSql(alternatives, " OR ");
  return [...boundSql(keys[0], values[0] ?? null), { sql: `(${sql})`, values: all }];
}

/** Writes what comes after a value in a key's order. Undefined: nothing does. */
function beyondSql({ column, descending, nullable }: Key, value: Value): SqlPiece | undefined {
  if (value === null) return descending ? undefined : { sql: `${column} IS NOT NULL`, values: [] };
  if (!descending) return { sql: `${column} > ?`, values: [value] };
  const below = `${column} < ?`;
  return { sql: nullable ? `(${below} OR ${column} IS NULL)` : below, values: [value] };
}

/** Writes the bound of the first key by itself. It says nothing new, and without it no index is used. */
function boundSql(key: Key | undefined, value: Value): SqlPiece[] {
  if (key === undefined || value === null || (key.descending && key.nullable)) return [];
  return [{ sql: `${key.column} ${key.descending ? "<=" : ">="} ?`, values: [value] }];
}
