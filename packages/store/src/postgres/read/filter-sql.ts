import type { Condition, Filter } from "../../queries.ts";
import { toSqlName } from "../../sqlite/sql-name.ts";
import type { CellKind } from "../../table/cell-source.ts";
import type { Columned } from "../../table/row-shape.ts";
import type { SqlPiece } from "../sql-piece.ts";
import { toText } from "../to-text.ts";
import { type Comparison, wholeNumbers } from "./whole-numbers.ts";

/** Writes a filter as one condition for each of its own. */
export function filterSql({ columns }: Columned, filter: Filter<string>): SqlPiece[] {
  return filter.map(({ column, condition }) => {
    const kind = columns.find(({ name }) => name === column)?.kind ?? "text";
    return conditionSql(toSqlName(column), kind, condition);
  });
}

const OPERATORS: Readonly<Record<Comparison, string>> = {
  atLeast: ">=",
  above: ">",
  atMost: "<=",
  below: "<",
};

/** Writes a condition on an expression. What null does is said at {@link Condition}. */
export function conditionSql(column: string, kind: CellKind, condition: Condition): SqlPiece {
  switch (condition.kind) {
    case "in":
      return among(column, kind, condition.values);
    case "notIn": {
      const { sql, values } = among(column, kind, condition.values);
      return { sql: `(${column} IS NULL OR NOT ${sql})`, values };
    }
    case "atLeast":
    case "above":
    case "atMost":
    case "below":
      return compare(column, kind, condition.kind, condition.value);
    case "contains":
      // Not LIKE, which gives some characters a meaning.
      return { sql: `strpos(${column}, ?) > 0`, values: [toText(condition.value)] };
    case "containsIgnoringCase":
      return {
        sql: `strpos(lower(${column} COLLATE "und-x-icu"), ?) > 0`,
        values: [toText(condition.value).toLowerCase()],
      };
    case "endsWith":
      return endsWith(column, condition.value);
    case "notEndsWith": {
      const { sql, values } = endsWith(column, condition.value);
      return { sql: `(${column} IS NULL OR NOT ${sql})`, values };
    }
    case "exists":
      return { sql: `NOT ${isNothing(column, kind)}`, values: [] };
    case "notExists":
      return { sql: isNothing(column, kind), values: [] };
  }
}

/** Writes that a value says nothing: it is null where it may be, and otherwise empty, or the enum's "unspecified". */
function isNothing(column: string, kind: CellKind): string {
  if (kind === "optionalInteger") return `${column} IS NULL`;
  return kind === "integer" ? `${column} = 0` : `${column} = ''`;
}

const isNumber = (kind: CellKind): boolean => kind === "integer" || kind === "optionalInteger";

function among(column: string, kind: CellKind, values: readonly (string | number)[]): SqlPiece {
  const asked = isNumber(kind)
    ? wholeNumbers.among(values)
    : values.map((each) => toText(`${each}`));
  const [only] = asked;
  const type = isNumber(kind) ? "bigint" : "text";
  // One value is written as such: rows then come off an index in the order of its next column.
  if (only !== undefined && asked.length === 1) {
    return { sql: `${column} = ?::${type}`, values: [only] };
  }
  return { sql: `${column} = ANY (?::${type}[])`, values: [asked] };
}

function compare(
  column: string,
  kind: CellKind,
  comparison: Comparison,
  value: string | number,
): SqlPiece {
  const bound = isNumber(kind) ? wholeNumbers.bound(comparison, value) : toText(`${value}`);
  const type = isNumber(kind) ? "bigint" : "text";
  return { sql: `${column} ${OPERATORS[comparison]} ?::${type}`, values: [bound] };
}

function endsWith(column: string, value: string): SqlPiece {
  if (value === "") return { sql: `(${column} IS NOT NULL)`, values: [] };
  const end = toText(value);
  // PostgreSQL counts characters, not UTF-16 units.
  return { sql: `(right(${column}, ?::int) = ?)`, values: [Array.from(end).length, end] };
}
