import type { CellKind } from "../table/cell-source.ts";
import type { Columned, RowShape } from "../table/row-shape.ts";
import { encodeBigints, encodeBlobs, encodeTexts } from "./encode-array.ts";
import { toText } from "./to-text.ts";

/** The type of the array that the cells of a column are sent in. A number finds the type of its column by itself. */
const ARRAY_TYPES: Readonly<Record<CellKind, string>> = {
  integer: "bigint[]",
  optionalInteger: "bigint[]",
  boolean: "bigint[]",
  text: "text[]",
  json: "text[]",
  blob: "bytea[]",
  optionalBlob: "bytea[]",
};

/**
 * Writes a table of the columns of a shape, sent as an array each: `unnest($1::bigint[], …)`.
 *
 * @param first the number of the first parameter
 */
export function unnestSql({ columns }: Columned, first = 1): string {
  return `unnest(${columns.map(({ kind }, i) => `$${first + i}::${ARRAY_TYPES[kind]}`).join(", ")})`;
}

/** Encodes rows as an array for each column, to be sent to {@link unnestSql}. */
export function columnArrays<Row>({ columns }: RowShape<Row>, rows: readonly Row[]): Buffer[] {
  return columns.map(({ kind, name }) => encodeColumn(kind, name as keyof Row, rows));
}

function encodeColumn<Row>(kind: CellKind, name: keyof Row, rows: readonly Row[]): Buffer {
  switch (kind) {
    case "integer":
    case "optionalInteger":
    case "boolean":
      return encodeBigints(rows.map((row) => toNumber(row[name] as number | boolean | null)));
    case "text":
      return encodeTexts(rows.map((row) => toText(row[name] as string)));
    case "json":
      return encodeTexts(rows.map((row) => toJson(row[name])));
    case "blob":
    case "optionalBlob":
      return encodeBlobs(rows.map((row) => (row[name] as Uint8Array | null) ?? NOTHING));
  }
}

const NOTHING = new Uint8Array();

function toNumber(value: number | boolean | null): number | null {
  return typeof value === "boolean" ? Number(value) : value;
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "string" ? toText(inner) : inner,
  );
}
