import type { RowShape } from "./row-shape.ts";
import { TableBuilder } from "./table-builder.ts";
import type { Table } from "./table.ts";

/** Packs rows into a table. Properties that have no column are left out. */
export function packRows<Row>({ columns }: RowShape<Row>, rows: readonly Row[]): Table {
  const table = new TableBuilder(columns, rows.length);
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    for (const { name, kind } of columns) {
      const value = row[name];
      switch (kind) {
        case "integer":
        case "optionalInteger":
          table.addNumber(value as number | null);
          break;
        case "boolean":
          table.addNumber(value === true ? 1 : 0);
          break;
        case "text":
          table.addText(value as string);
          break;
        case "json":
          table.addText(JSON.stringify(value));
          break;
        case "blob":
        case "optionalBlob":
          table.addBlob(value as Uint8Array | null);
      }
    }
  }
  return table.finish();
}
