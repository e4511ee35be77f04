import { type Ints, grown } from "./column.ts";
import type { Forest } from "./forest.ts";
import type { Links } from "./links.ts";
import { LIMBO, NONE, PARENT, POSITION } from "./nodes.ts";
import type { TreeItem } from "./tree-item.ts";

/** Positions start anew before they outgrow 31 bits. */
const LAST_POSITION = 2 ** 30;

/** Scratch buffers that have grown beyond this many nodes are given back after the batch. */
const KEPT = 1 << 14;

/**
 * The nodes that a batch touches, and all nodes above them, each once.
 *
 * They are found by walking up from each touched node until a walk comes to where one was before. A
 * walk only ever joins an earlier one; so the walks taken from the last to the first, and each from
 * its start, have children before parents. That is a topological order without a queue, a recursion
 * or a depth kept per node.
 */
export class Affected<T extends TreeItem> {
  length = 0;
  walks = 0;
  nodes: Ints = new Int32Array(64);
  /** The slot of each one's delta. */
  slots: Ints = new Int32Array(64);
  #starts: Ints = new Int32Array(64);
  #base = 1;
  readonly #forest: Forest<T>;
  readonly #links: Links<T>;
  readonly #lastPosition: number;

  constructor(forest: Forest<T>, links: Links<T>, lastPosition: number = LAST_POSITION) {
    this.#forest = forest;
    this.#links = links;
    this.#lastPosition = lastPosition;
  }

  /**
   * Collects anew. Rings that have closed are opened, and those that can be closed no more are put
   * where they belong.
   */
  collect(touched: readonly number[], revision: number): void {
    this.#startAnew();
    // Whatever a ring throws out joins limbo, which therefore comes first.
    this.#walk(LIMBO, revision);
    // What was touched last is often the deepest: from there, few long walks do.
    for (let i = touched.length - 1; i >= 0; i--) this.#walk(touched[i]!, revision);
  }

  /** Gives back the memory that a large batch took. What was collected is lost. */
  giveBack(): void {
    if (this.nodes.length <= KEPT) return;
    this.nodes = new Int32Array(64);
    this.slots = new Int32Array(64);
    this.#starts = new Int32Array(64);
  }

  /** Says where a walk starts; for the number of walks, where the last one ends. */
  startOf(walk: number): number {
    return walk === this.walks ? this.length : this.#starts[walk]!;
  }

  /** Says where a node stands. It must be affected. */
  indexOf(node: number): number {
    return this.#forest.nodes.cells[node + POSITION]! - this.#base;
  }

  #startAnew(): void {
    this.#base += this.length;
    this.length = 0;
    this.walks = 0;
    if (this.#base > this.#lastPosition) {
      this.#forest.nodes.clear(POSITION);
      this.#base = 1;
    }
  }

  #walk(from: number, revision: number): void {
    const { cells } = this.#forest.nodes;
    const start = this.#base + this.length;
    let node = from;
    while (cells[node + POSITION]! < this.#base) {
      this.#push(node);
      if (cells[node + PARENT] === LIMBO) this.#leaveLimbo(node, revision);
      const above = cells[node + PARENT]!;
      if (above === NONE) break;
      if (cells[above + POSITION]! >= start) {
        this.#openRing(this.indexOf(above), revision);
        break;
      }
      node = above;
    }
    if (this.#base + this.length > start) this.#endWalk(start - this.#base);
  }

  #push(node: number): void {
    const index = this.length++;
    if (index === this.nodes.length) {
      const capacity = index + (index >>> 1);
      this.nodes = grown(this.nodes, new Int32Array(capacity));
      this.slots = grown(this.slots, new Int32Array(capacity));
    }
    this.nodes[index] = node;
    this.slots[index] = NONE;
    this.#forest.nodes.cells[node + POSITION] = this.#base + index;
  }

  #endWalk(start: number): void {
    if (this.walks === this.#starts.length) {
      this.#starts = grown(this.#starts, new Int32Array(this.walks + (this.walks >>> 1)));
    }
    this.#starts[this.walks++] = start;
  }

  /**
   * Puts an action that a ring had thrown out below its parent again. If there still is a ring, the
   * walk will find it.
   */
  #leaveLimbo(node: number, revision: number): void {
    const item = this.#forest.nodes.item(node);
    if (item === undefined) return;
    this.#links.unlink(node, revision);
    this.#links.link(node, this.#forest.nodes.find(item.parent)!, revision);
  }

  /**
   * Throws all that stand on a ring out into limbo, each with what is below it outside the ring:
   * nobody on a ring is above anybody else, whichever was known first.
   */
  #openRing(first: number, revision: number): void {
    for (let index = first; index < this.length; index++) {
      const node = this.nodes[index]!;
      this.#links.unlink(node, revision);
      this.#links.link(node, LIMBO, revision);
      // Who holds a revision in the middle of the batch may know others below it that came in the
      // same batch.
      this.#links.date(node, revision);
    }
  }
}
