import { CellRow } from "./cell-row.ts";
import type { Cell } from "./pack-cells.ts";
import type { Columned, RowShape } from "./row-shape.ts";
import { TableCursor } from "./table-cursor.ts";
import { isTable, type Table } from "./table.ts";

/** Rows, packed or as they are. */
export type Rows<Row> = Table | readonly Row[];

/**
 * Reads rows one by one as a database takes them: one cell a column. The array is the same one each time, and its blobs
 * are views: both are good until the next row.
 */
export function readCells<Row>(shape: RowShape<Row>, rows: Rows<Row>): Generator<Cell[], void> {
  return isTable(rows) ? readTable(shape, rows) : putRows(shape, rows);
}

function* putRows<Row>(
  { columns, put }: RowShape<Row>,
  rows: readonly Row[],
): Generator<Cell[], void> {
  const row = new CellRow(columns.length);
  for (const each of rows) {
    row.begin();
    put(each, row);
    yield row.cells;
  }
}

function* readTable({ columns }: Columned, table: Table): Generator<Cell[], void> {
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
