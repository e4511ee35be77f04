import type { AnyColumns, Columns } from "./columns.ts";
import { kindsOf } from "./columns.ts";
import { TableBuilder } from "./table-builder.ts";
import type { Table } from "./table.ts";

/** Packs rows into a table. Properties that have no column are left out. */
export function packRows<Row>(columns: Columns<Row>, rows: readonly Row[]): Table {
  const entries = Object.entries(columns as AnyColumns);
  const table = new TableBuilder(kindsOf(columns as AnyColumns), rows.length);
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    for (const [name, kind] of entries) {
      const value = row[name];
      switch (kind) {
        case "integer":
        case "optional integer":
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
        case "optional blob":
          table.addBlob(value as Uint8Array | null);
      }
    }
  }
  return table.finish();
}
