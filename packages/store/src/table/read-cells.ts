import type { AnyColumns } from "./columns.ts";
import { kindsOf } from "./columns.ts";
import type { Cell } from "./pack-cells.ts";
import { TableCursor } from "./table-cursor.ts";
import type { Table } from "./table.ts";

/**
 * Reads a table row by row as a database takes it: one cell a column. The array is the same one each time, and its blobs
 * are views: both are good until the next row.
 */
export function* readCells(columns: AnyColumns, table: Table): Generator<Cell[], void> {
  const kinds = kindsOf(columns);
  const cursor = new TableCursor(table);
  const cells: Cell[] = kinds.map(() => null);
  for (let row = 0; row < table.length; row++) {
    for (let i = 0; i < kinds.length; i++) {
      switch (kinds[i]) {
        case "text":
        case "json":
          cells[i] = cursor.nextText();
          break;
        case "blob":
        case "optional blob":
          cells[i] = cursor.nextBlob();
          break;
        default: {
          const value = cursor.nextNumber();
          cells[i] = Number.isNaN(value) ? null : value;
        }
      }
    }
    yield cells;
  }
}
