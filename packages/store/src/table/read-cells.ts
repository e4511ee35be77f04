import type { Cell } from "./pack-cells.ts";
import type { RowShape } from "./row-shape.ts";
import { TableCursor } from "./table-cursor.ts";
import type { Table } from "./table.ts";

/**
 * Reads a table row by row as a database takes it: one cell a column. The array is the same one each time, and its blobs
 * are views: both are good until the next row.
 */
export function* readCells({ columns }: RowShape<unknown>, table: Table): Generator<Cell[], void> {
  const cursor = new TableCursor(table);
  const cells: Cell[] = columns.map(() => null);
  for (let row = 0; row < table.length; row++) {
    for (let i = 0; i < columns.length; i++) {
      switch (columns[i]?.kind) {
        case "text":
        case "json":
          cells[i] = cursor.text();
          break;
        case "blob":
        case "optionalBlob":
          cells[i] = cursor.optionalBlob();
          break;
        default:
          cells[i] = cursor.optionalInteger();
      }
    }
    yield cells;
  }
}
