import type { After, Sort } from "../../queries.ts";
import { StoreError } from "../../store-error.ts";
import type { Cell } from "../../table/pack-cells.ts";
import { toSqlName } from "../sql-name.ts";
import { type Sql, joinSql } from "./filter-sql.ts";

/** One key of a sort order, with what it was in the last row of the page before. */
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
): { readonly order: string; readonly begin: Sql[] } {
  const keys: Key[] = sort.map(({ column, descending }) => ({
    column: toSqlName(column),
    descending,
    nullable: nullable.has(column),
  }));
  keys.push({ column: id, descending: sort.at(-1)?.descending ?? false, nullable: false });
  const order = keys
    .map(({ column, descending }) => `${column}${descending ? " DESC" : ""}`)
    .join(", ");
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

function beginAfter(keys: readonly Key[], values: readonly Cell[]): Sql[] {
  const alternatives: Sql[] = [];
  const same: Sql[] = [];
  for (const [i, key] of keys.entries()) {
    const value = values[i] ?? null;
    const beyond = beyondSql(key, value);
    if (beyond !== undefined) alternatives.push(joinSql([...same, beyond], " AND "));
    same.push({ sql: `${key.column} IS ?`, params: [value] });
  }
  const { sql, params } = joinSql(alternatives, " OR ");
  return [...boundSql(keys[0], values[0] ?? null), { sql: `(${sql})`, params }];
}

/** Writes what comes after a value in a key's order. Undefined: nothing does. */
function beyondSql({ column, descending, nullable }: Key, value: Cell): Sql | undefined {
  if (value === null) return descending ? undefined : { sql: `${column} IS NOT NULL`, params: [] };
  if (!descending) return { sql: `${column} > ?`, params: [value] };
  const below = `${column} < ?`;
  return { sql: nullable ? `(${below} OR ${column} IS NULL)` : below, params: [value] };
}

/**
 * Writes the bound of the first key by itself. It says nothing new, and without it no index is used: the planner doesn't
 * see it in the alternatives.
 */
function boundSql(key: Key | undefined, value: Cell): Sql[] {
  if (key === undefined || value === null || (key.descending && key.nullable)) return [];
  return [{ sql: `${key.column} ${key.descending ? "<=" : ">="} ?`, params: [value] }];
}
