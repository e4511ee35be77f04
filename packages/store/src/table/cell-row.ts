import type { CellSink } from "./cell-sink.ts";
import type { Cell } from "./pack-cells.ts";
import { EMPTY } from "./table.ts";

/** Takes the cells of one row after the other as a database takes them: always into the same array. */
export class CellRow implements CellSink {
  readonly cells: Cell[];
  #at = 0;

  /** @param length how many columns there are */
  constructor(length: number) {
    this.cells = Array.from({ length }, () => null);
  }

  /** Begins the next row. */
  begin(): void {
    this.#at = 0;
  }

  integer(value: number): void {
    this.cells[this.#at++] = value;
  }

  optionalInteger(value: number | null): void {
    this.cells[this.#at++] = value;
  }

  boolean(value: boolean): void {
    this.cells[this.#at++] = value ? 1 : 0;
  }

  text(value: string): void {
    this.cells[this.#at++] = value;
  }

  json(value: unknown): void {
    this.cells[this.#at++] = JSON.stringify(value);
  }

  blob(value: Uint8Array): void {
    this.cells[this.#at++] = value.length === 0 ? EMPTY : value;
  }

  optionalBlob(value: Uint8Array | null): void {
    this.cells[this.#at++] = value?.length === 0 ? EMPTY : value;
  }
}
