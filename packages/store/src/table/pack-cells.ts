import type { Columned } from "./row-shape.ts";
import { TableBuilder } from "./table-builder.ts";
import type { Table } from "./table.ts";

/** A cell as a database gives it. */
export type Cell = number | string | Uint8Array | null;

/** Packs what a database gave, row by row and column by column, into a table. Cells beyond the columns are left out. */
export function packCells({ columns }: Columned, rows: readonly (readonly Cell[])[]): Table {
  const table = new TableBuilder(columns, rows.length);
  for (const row of rows) {
    for (let i = 0; i < columns.length; i++) {
      const cell = row[i] ?? null;
      switch (columns[i]?.kind) {
        case "text":
        case "json":
          table.text(cell as string);
          break;
        case "blob":
        case "optionalBlob":
          table.optionalBlob(cell as Uint8Array | null);
          break;
        default:
          table.optionalInteger(cell as number | null);
      }
    }
  }
  return table.finish();
}
