import { type Ints, grown } from "./column.ts";
import { NONE, type Nodes, PLACE } from "./nodes.ts";
import type { TreeItem } from "./tree-item.ts";

/**
 * All nodes that a batch ever touched, in the order in which they were touched last.
 *
 * Two things hold after every batch: from newer to older, the revision at which a node was touched never grows, so what
 * changed since a revision is one end of the log; and a node is newer than everything below it, so going from newer to older
 * has parents before children.
 *
 * To touch a node is to write it at the end and to note there in its record; what stood for it before is void. A linked list
 * would do without void entries, but would have to write to two neighbours, which lie anywhere.
 */
export class RecencyLog<T extends TreeItem> {
  #entries: Ints = new Int32Array(0);
  #length = 0;
  readonly #nodes: Nodes<T>;

  constructor(nodes: Nodes<T>) {
    this.#nodes = nodes;
  }

  /** The node that was touched last; NONE if there is none. */
  get newest(): number {
    return this.#before(this.#length);
  }

  /** The node that wasn't touched for longest; NONE if there is none. */
  get oldest(): number {
    return this.#after(-1);
  }

  /** The node next to this one on the way to the oldest; NONE after that. Void entries on the way are skipped. */
  older(node: number): number {
    return this.#before(this.#nodes.cells[node + PLACE]!);
  }

  /** The node next to this one on the way to the newest; NONE after that. */
  newer(node: number): number {
    return this.#after(this.#nodes.cells[node + PLACE]!);
  }

  /** Makes a node the newest. O(1), if what `#makeRoom` takes is spread over the calls that it gives room for. */
  touch(node: number): void {
    if (this.#length === this.#entries.length) this.#makeRoom();
    const place = this.#length++;
    this.#entries[place] = node;
    this.#nodes.cells[node + PLACE] = place;
  }

  #before(end: number): number {
    const { cells } = this.#nodes;
    for (let place = end - 1; place >= 0; place--) {
      const node = this.#entries[place]!;
      if (cells[node + PLACE] === place) return node;
    }
    return NONE;
  }

  #after(start: number): number {
    const { cells } = this.#nodes;
    for (let place = start + 1; place < this.#length; place++) {
      const node = this.#entries[place]!;
      if (cells[node + PLACE] === place) return node;
    }
    return NONE;
  }

  /** Gives room for as many entries as there are nodes at least: by growing if need be, else by leaving out void ones. */
  #makeRoom(): void {
    const wanted = 2 * this.#nodes.length + 64;
    if (this.#entries.length < wanted) this.#entries = grown(this.#entries, new Int32Array(wanted));
    else this.#leaveOutVoid();
  }

  #leaveOutVoid(): void {
    const { cells } = this.#nodes;
    let length = 0;
    for (let place = 0; place < this.#length; place++) {
      const node = this.#entries[place]!;
      if (cells[node + PLACE] !== place) continue;
      this.#entries[length] = node;
      cells[node + PLACE] = length++;
    }
    this.#length = length;
  }
}
