import type { RowShape } from "./row-shape.ts";
import { TableBuilder } from "./table-builder.ts";
import type { Table } from "./table.ts";

/** Packs rows into a table. Properties that have no column are left out. */
export function packRows<Row>({ columns, put }: RowShape<Row>, rows: readonly Row[]): Table {
  const table = new TableBuilder(columns, rows.length);
  for (const row of rows) put(row, table);
  return table.finish();
}
