import type { Condition, Filter } from "../../queries.ts";
import type { CellKind } from "../../table/cell-source.ts";
import type { Cell } from "../../table/pack-cells.ts";
import type { Columned } from "../../table/row-shape.ts";
import { toSqlName } from "../sql-name.ts";
import { LOWER } from "./register-functions.ts";

/** A piece of SQL and what its question marks stand for. */
export interface Sql {
  readonly sql: string;
  readonly params: readonly Cell[];
}

/** Joins pieces. */
export function joinSql(pieces: readonly Sql[], separator: string): Sql {
  return {
    sql: pieces.map(({ sql }) => sql).join(separator),
    params: pieces.flatMap(({ params }) => params),
  };
}

/** Writes a filter as one condition for each of its own. */
export function filterSql({ columns }: Columned, filter: Filter<string>): Sql[] {
  return filter.map(({ column, condition }) => {
    const kind = columns.find(({ name }) => name === column)?.kind ?? "text";
    return conditionSql(toSqlName(column), kind, condition);
  });
}

const OPERATORS = { atLeast: ">=", above: ">", atMost: "<=", below: "<" } as const;

/** Writes a condition on an expression. What null does is said at {@link Condition}. */
export function conditionSql(column: string, kind: CellKind, condition: Condition): Sql {
  switch (condition.kind) {
    case "in":
      return among(column, condition.values);
    case "notIn":
      return {
        sql: `(${column} IS NULL OR ${column} NOT IN (SELECT value FROM json_each(?)))`,
        params: [JSON.stringify(condition.values)],
      };
    case "atLeast":
    case "above":
    case "atMost":
    case "below":
      return { sql: `${column} ${OPERATORS[condition.kind]} ?`, params: [condition.value] };
    case "contains":
      // Not LIKE, which takes letters of either case for the same and gives some characters a meaning.
      return { sql: `instr(${column}, ?) > 0`, params: [condition.value] };
    case "containsIgnoringCase":
      return {
        sql: `instr(${LOWER}(${column}), ?) > 0`,
        params: [condition.value.toLowerCase()],
      };
    case "endsWith":
      return endsWith(column, condition.value);
    case "notEndsWith": {
      const { sql, params } = endsWith(column, condition.value);
      return { sql: `(${column} IS NULL OR NOT ${sql})`, params };
    }
    case "exists":
      return { sql: `NOT ${isNothing(column, kind)}`, params: [] };
    case "notExists":
      return { sql: isNothing(column, kind), params: [] };
  }
}

/** Writes that a value says nothing: it is null where it may be, and otherwise empty, or the enum's "unspecified". */
function isNothing(column: string, kind: CellKind): string {
  if (kind === "optionalInteger") return `${column} IS NULL`;
  return kind === "integer" ? `${column} = 0` : `${column} = ''`;
}

function among(column: string, values: readonly (string | number)[]): Sql {
  const [only] = values;
  // One value is written as such: rows then come off an index in the order of its next column.
  if (only !== undefined && values.length === 1) return { sql: `${column} = ?`, params: [only] };
  return {
    sql: `${column} IN (SELECT value FROM json_each(?))`,
    params: [JSON.stringify(values)],
  };
}

function endsWith(column: string, value: string): Sql {
  if (value === "") return { sql: `${column} IS NOT NULL`, params: [] };
  // SQLite counts characters, not UTF-16 units.
  return { sql: `substr(${column}, ?) = ?`, params: [-Array.from(value).length, value] };
}
