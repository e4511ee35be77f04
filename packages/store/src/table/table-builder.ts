import type { CellSink } from "./cell-sink.ts";
import type { CellKind } from "./cell-source.ts";
import type { Column } from "./row-shape.ts";
import { NULL_BLOB, type Table } from "./table.ts";

/** Builds a table cell by cell, row after row. */
export class TableBuilder implements CellSink {
  readonly #length: number;
  readonly #numbers: Float64Array<ArrayBuffer>;
  readonly #lengths: Uint32Array<ArrayBuffer>;
  readonly #texts: string[] = [];
  readonly #blobs: Uint8Array[] = [];
  #numberCount = 0;
  #blobCount = 0;
  #byteCount = 0;

  /** @param length how many rows there will be */
  constructor(columns: readonly Column[], length: number) {
    this.#length = length;
    this.#numbers = new Float64Array(count(columns, isNumber) * length);
    this.#lengths = new Uint32Array(count(columns, isBlob) * length);
  }

  integer(value: number): void {
    this.#numbers[this.#numberCount++] = value;
  }

  optionalInteger(value: number | null): void {
    this.#numbers[this.#numberCount++] = value ?? NaN;
  }

  boolean(value: boolean): void {
    this.#numbers[this.#numberCount++] = value ? 1 : 0;
  }

  text(value: string): void {
    this.#texts.push(value);
  }

  json(value: unknown): void {
    this.#texts.push(JSON.stringify(value));
  }

  blob(value: Uint8Array): void {
    this.optionalBlob(value);
  }

  optionalBlob(value: Uint8Array | null): void {
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

function count(columns: readonly Column[], matches: (kind: CellKind) => boolean): number {
  return columns.reduce((sum, { kind }) => sum + (matches(kind) ? 1 : 0), 0);
}

const isNumber = (kind: CellKind) =>
  kind === "integer" || kind === "optionalInteger" || kind === "boolean";
const isBlob = (kind: CellKind) => kind === "blob" || kind === "optionalBlob";
