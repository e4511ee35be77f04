import type { AnyColumns, ColumnKind, Columns } from "./columns.ts";
import { TableCursor } from "./table-cursor.ts";
import type { Table } from "./table.ts";

/** Unpacks the rows of a table. Their blobs are copies, so that a row that is kept doesn't keep the whole page. */
export function unpackRows<Row>(columns: Columns<Row>, table: Table): Row[] {
  const entries = Object.entries(columns as AnyColumns);
  const cursor = new TableCursor(table);
  const rows: Record<string, unknown>[] = [];
  for (let i = 0; i < table.length; i++) {
    // Every row begins as a copy of one and the same object, so that all rows share one shape in the engine. Adding
    // the properties one by one would make dictionaries of them, three times as large and slower to read.
    const row: Record<string, unknown> = { ...columns };
    for (const [name, kind] of entries) row[name] = nextValue(cursor, kind);
    rows.push(row);
  }
  return rows as Row[];
}

function nextValue(cursor: TableCursor, kind: ColumnKind): unknown {
  switch (kind) {
    case "integer":
      return cursor.nextNumber();
    case "optional integer": {
      const value = cursor.nextNumber();
      return Number.isNaN(value) ? null : value;
    }
    case "boolean":
      return cursor.nextNumber() !== 0;
    case "text":
      return cursor.nextText();
    case "json":
      return JSON.parse(cursor.nextText());
    case "blob":
    case "optional blob":
      return cursor.nextBlob()?.slice() ?? null;
  }
}
