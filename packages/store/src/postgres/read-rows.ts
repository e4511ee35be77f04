import type { CellSource } from "../table/cell-source.ts";
import type { RowShape } from "../table/row-shape.ts";

/** The values of a row, in the order of its columns. */
export type Values = readonly unknown[];

/** Reads rows of a shape. What stands after its columns is left out. */
export function readRows<Row>(shape: RowShape<Row>, rows: readonly Values[]): Row[] {
  const cells = new ValueCells();
  return rows.map((row) => shape.read(cells.of(row)));
}

/** Gives a row's values, which the driver has parsed, one after the other. */
class ValueCells implements CellSource {
  #values: Values = [];
  #at = 0;

  of(values: Values): this {
    this.#values = values;
    this.#at = 0;
    return this;
  }

  integer(): number {
    return this.#next() as number;
  }

  optionalInteger(): number | null {
    return this.#next() as number | null;
  }

  boolean(): boolean {
    return this.#next() as boolean;
  }

  text(): string {
    return this.#next() as string;
  }

  json(): unknown {
    return JSON.parse(this.#next() as string);
  }

  blob(): Uint8Array {
    return this.#next() as Uint8Array;
  }

  optionalBlob(): Uint8Array | null {
    return this.#next() as Uint8Array | null;
  }

  #next(): unknown {
    return this.#values[this.#at++];
  }
}
