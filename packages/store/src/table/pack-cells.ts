import type { AnyColumns } from "./columns.ts";
import { kindsOf } from "./columns.ts";
import { TableBuilder } from "./table-builder.ts";
import type { Table } from "./table.ts";

/** A cell as a database gives it. */
export type Cell = number | string | Uint8Array | null;

/** Packs what a database gave, row by row and column by column, into a table. */
export function packCells(columns: AnyColumns, rows: readonly (readonly Cell[])[]): Table {
  const kinds = kindsOf(columns);
  const table = new TableBuilder(kinds, rows.length);
  for (const row of rows) {
    for (let i = 0; i < kinds.length; i++) {
      const cell = row[i] ?? null;
      switch (kinds[i]) {
        case "text":
        case "json":
          table.addText(cell as string);
          break;
        case "blob":
        case "optional blob":
          table.addBlob(cell as Uint8Array | null);
          break;
        default:
          table.addNumber(cell as number | null);
      }
    }
  }
  return table.finish();
}
