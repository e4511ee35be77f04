import type { RowShape } from "./row-shape.ts";
import { TableCursor } from "./table-cursor.ts";
import type { Table } from "./table.ts";

/** Unpacks the rows of a table. */
export function unpackRows<Row>({ read }: RowShape<Row>, table: Table): Row[] {
  const cursor = new TableCursor(table);
  const rows: Row[] = [];
  for (let i = 0; i < table.length; i++) rows.push(read(cursor));
  return rows;
}
