import type { TreeItem } from "@runledger/state/tree";

/**
 * The least that a tree can be: names to numbers, and typed arrays for parent, sibling and phase.
 * No counts, no filters, no changes, nothing in another order than parents first. What the real one
 * costs is what it takes beyond this.
 */
export class BareIndex {
  readonly #numbers = new Map<string, number>();
  readonly #parent: Int32Array;
  readonly #firstChild: Int32Array;
  readonly #nextSibling: Int32Array;
  readonly #phase: Uint8Array;

  constructor(size: number) {
    this.#parent = new Int32Array(size);
    this.#firstChild = new Int32Array(size).fill(-1);
    this.#nextSibling = new Int32Array(size).fill(-1);
    this.#phase = new Uint8Array(size);
  }

  apply(rows: readonly TreeItem[]): void {
    for (const row of rows) {
      const known = this.#numbers.get(row.name);
      if (known === undefined) this.#add(row);
      else this.#phase[known] = row.phase;
    }
  }

  /** How many actions are known. */
  get size(): number {
    return this.#numbers.size;
  }

  #add(row: TreeItem): void {
    const number = this.#numbers.size;
    const parent = this.#numbers.get(row.parent) ?? -1;
    this.#numbers.set(row.name, number);
    this.#phase[number] = row.phase;
    this.#parent[number] = parent;
    if (parent === -1) return;
    this.#nextSibling[number] = this.#firstChild[parent] ?? -1;
    this.#firstChild[parent] = number;
  }
}
