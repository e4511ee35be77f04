import type { RowShape } from "../table/row-shape.ts";
import type { Table } from "../table/table.ts";
import { unpackRows } from "../table/unpack-rows.ts";

/** Rows that were found, and where each one that was asked for is among them: -1 where it wasn't found. */
export interface Found {
  readonly rows: Table;
  readonly at: readonly number[];
}

/** Puts rows that were found where they were asked for: undefined where there is none. */
export function unpackFound<Row>(shape: RowShape<Row>, { rows, at }: Found): (Row | undefined)[] {
  const found = unpackRows(shape, rows);
  return at.map((i) => found[i]);
}
