import type { RowShape } from "./row-shape.ts";
import { TableBuilder } from "./table-builder.ts";
import type { Table } from "./table.ts";

/** A cell as a database gives it. */
export type Cell = number | string | Uint8Array | null;

/** Packs what a database gave, row by row and column by column, into a table. Cells beyond the columns are left out. */
export function packCells(
  { columns }: RowShape<unknown>,
  rows: readonly (readonly Cell[])[],
): Table {
  const table = new TableBuilder(columns, rows.length);
  for (const row of rows) {
    for (let i = 0; i < columns.length; i++) {
      const cell = row[i] ?? null;
      switch (columns[i]?.kind) {
        case "text":
        case "json":
          table.addText(cell as string);
          break;
        case "blob":
        case "optionalBlob":
          table.addBlob(cell as Uint8Array | null);
          break;
        default:
          table.addNumber(cell as number | null);
      }
    }
  }
  return table.finish();
}
