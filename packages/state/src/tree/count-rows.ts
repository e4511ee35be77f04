import { type Ints, grown } from "./column.ts";
import { NONE, type Nodes, ROW } from "./nodes.ts";
import type { PhaseCounts } from "./phase-counts.ts";
import type { TreeItem } from "./tree-item.ts";

/**
 * Counts of phases, a row for each node that has or had something below it. Leaves have no row:
 * most nodes are leaves, and a row is almost as large as the rest of a node.
 */
export class CountRows<T extends TreeItem> {
  /** How many counts a row has. */
  readonly width: number;
  data: Ints = new Int32Array(0);
  #used = 0;
  readonly #nodes: Nodes<T>;
  readonly #none: Ints;

  constructor(nodes: Nodes<T>, width: number) {
    this.#nodes = nodes;
    this.width = width;
    this.#none = new Int32Array(width);
  }

  /** Adds the first `width` of the given numbers to a node's counts. */
  add(node: number, numbers: Int32Array): void {
    const start = this.#rowOf(node);
    const { data, width } = this;
    // Most differences are zeros. What isn't written needs not be fetched.
    for (let i = 0; i < width; i++) {
      const by = numbers[i]!;
      if (by !== 0) data[start + i]! += by;
    }
  }

  /** Copies a node's counts. */
  copy(node: number): PhaseCounts {
    const start = this.#nodes.cells[node + ROW]!;
    return start === NONE ? this.#none.slice() : this.data.slice(start, start + this.width);
  }

  /** Adds up a node's counts; given a mask, those that it has a 1 for. */
  sum(node: number, mask?: Uint8Array): number {
    const start = this.#nodes.cells[node + ROW]!;
    if (start === NONE) return 0;
    let sum = 0;
    for (let i = 0; i < this.width; i++) sum += this.data[start + i]! * (mask?.[i] ?? 1);
    return sum;
  }

  #rowOf(node: number): number {
    const row = this.#nodes.cells[node + ROW]!;
    if (row !== NONE) return row;
    const start = this.#used;
    this.#used = start + this.width;
    if (this.#used > this.data.length) {
      const length = Math.max(this.#used + (start >>> 2), 16 * this.width);
      this.data = grown(this.data, new Int32Array(length));
    }
    this.#nodes.cells[node + ROW] = start;
    return start;
  }
}
