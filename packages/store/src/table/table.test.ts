import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellSource } from "./cell-source.ts";
import { packCells } from "./pack-cells.ts";
import { packRows } from "./pack-rows.ts";
import { readCells } from "./read-cells.ts";
import { type RowShape, rowShape } from "./row-shape.ts";
import { fromCrossing, toCrossing } from "../channel/crossing.ts";
import type { Table } from "./table.ts";
import { unpackRows } from "./unpack-rows.ts";

interface Everything {
  readonly count: number;
  readonly name: string;
  readonly at: number | null;
  readonly open: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly record: Uint8Array | null;
}

const shape: RowShape<Everything> = rowShape((cells) => ({
  count: cells.integer(),
  name: cells.text(),
  at: cells.optionalInteger(),
  open: cells.boolean(),
  labels: cells.json() as Everything["labels"],
  body: cells.blob(),
  record: cells.optionalBlob(),
}));

const blob = fc.uint8Array({ maxLength: 40 });
const rows = fc.array(
  fc.record({
    count: fc.maxSafeInteger(),
    name: fc.string({ unit: "binary" }),
    at: fc.option(fc.maxSafeInteger()),
    open: fc.boolean(),
    labels: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
    body: blob,
    record: fc.option(blob),
  }),
);

describe("a table", () => {
  test("gives any rows back as they were packed", () => {
    fc.assert(
      fc.property(rows, (packed) => {
        expect(unpackRows(shape, packRows(shape, packed))).toEqual(packed);
      }),
    );
  });

  test("gives any rows back that went through a database and another thread", () => {
    fc.assert(
      fc.property(rows, (packed) => {
        const { value, transfers } = toCrossing(packRows(shape, packed));
        const received = fromCrossing(structuredClone(value, { transfer: transfers })) as Table;
        const cells = [...readCells(shape, received)].length;
        expect(cells).toBe(packed.length);
        const stored = [];
        for (const row of readCells(shape, received)) {
          stored.push(row.map((cell) => (cell instanceof Uint8Array ? cell.slice() : cell)));
        }
        expect(unpackRows(shape, packCells(shape, stored))).toEqual(packed);
      }),
    );
  });
});

test("rows that aren't packed are read as those that were", () => {
  const cellsOf = (read: Iterable<unknown[]>) => Array.from(read, (cells) => [...cells]);
  fc.assert(
    fc.property(rows, (some) => {
      const packed = cellsOf(readCells(shape, packRows(shape, some)));
      expect(cellsOf(readCells(shape, some))).toEqual(packed);
    }),
  );
});

describe("a shape", () => {
  test("finds its columns in the function that reads a row", () => {
    expect(shape.columns).toEqual([
      { name: "count", kind: "integer" },
      { name: "name", kind: "text" },
      { name: "at", kind: "optionalInteger" },
      { name: "open", kind: "boolean" },
      { name: "labels", kind: "json" },
      { name: "body", kind: "blob" },
      { name: "record", kind: "optionalBlob" },
    ]);
  });

  test("is refused where a property takes no cell of its own", () => {
    const read = (cells: CellSource) => ({ a: cells.integer(), b: cells.text() });
    const swapped = () =>
      rowShape(read, (row, cells) => {
        cells.text(row.b);
        cells.integer(row.a);
      });
    expect(swapped).toThrow("A row is put as text b,integer a, and read as integer a,text b.");
    expect(() => rowShape((cells) => ({ a: cells.integer(), b: 1 }))).toThrow(
      "A row of 2 properties takes 1 cells",
    );
  });
});
