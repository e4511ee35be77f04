import { NULL_BLOB, type Table } from "./table.ts";

/** Reads a table cell by cell, in the order in which the cells were added. */
export class TableCursor {
  readonly #table: Table;
  #number = 0;
  #text = 0;
  #blob = 0;
  #byte = 0;

  constructor(table: Table) {
    this.#table = table;
  }

  /** Returns the next number. NaN stands for null. */
  nextNumber(): number {
    return this.#table.numbers[this.#number++] ?? NaN;
  }

  nextText(): string {
    return this.#table.texts[this.#text++] ?? "";
  }

  /** Returns the next blob as a view on the table's bytes, which live as long as the view does. */
  nextBlob(): Uint8Array<ArrayBuffer> | null {
    const length = this.#table.lengths[this.#blob++] ?? NULL_BLOB;
    if (length === NULL_BLOB) return null;
    const start = this.#byte;
    this.#byte += length;
    return this.#table.bytes.subarray(start, this.#byte);
  }
}
