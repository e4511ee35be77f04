import { NULL_BLOB, type Table } from "./table.ts";
import type { ColumnKind } from "./columns.ts";

/** Builds a table cell by cell, row after row. */
export class TableBuilder {
  readonly #length: number;
  readonly #numbers: Float64Array<ArrayBuffer>;
  readonly #lengths: Uint32Array<ArrayBuffer>;
  readonly #texts: string[] = [];
  readonly #blobs: Uint8Array[] = [];
  #numberCount = 0;
  #blobCount = 0;
  #byteCount = 0;

  /** @param length how many rows there will be */
  constructor(kinds: readonly ColumnKind[], length: number) {
    let numbers = 0;
    let blobs = 0;
    for (const kind of kinds) {
      if (kind === "integer" || kind === "optional integer" || kind === "boolean") numbers++;
      else if (kind === "blob" || kind === "optional blob") blobs++;
    }
    this.#length = length;
    this.#numbers = new Float64Array(numbers * length);
    this.#lengths = new Uint32Array(blobs * length);
  }

  addNumber(value: number | null): void {
    this.#numbers[this.#numberCount++] = value ?? NaN;
  }

  addText(value: string): void {
    this.#texts.push(value);
  }

  addBlob(value: Uint8Array | null): void {
    this.#lengths[this.#blobCount++] = value === null ? NULL_BLOB : value.length;
    if (value === null || value.length === 0) return;
    this.#blobs.push(value);
    this.#byteCount += value.length;
  }

  finish(): Table {
    const bytes = new Uint8Array(this.#byteCount);
    let at = 0;
    for (const blob of this.#blobs) {
      bytes.set(blob, at);
      at += blob.length;
    }
    return {
      length: this.#length,
      numbers: this.#numbers,
      texts: this.#texts,
      bytes,
      lengths: this.#lengths,
    };
  }
}
