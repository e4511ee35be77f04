import type { Affected } from "./affected.ts";
import type { Ints } from "./column.ts";
import { UNCHANGED } from "./deltas.ts";
import { type Forest, OTHER_STORY } from "./forest.ts";
import type { Links } from "./links.ts";
import { DIRTY, NONE, NO_PHASE, PARENT, PHASE, PHASE_BEFORE } from "./nodes.ts";
import type { TreeItem } from "./tree-item.ts";

/**
 * Brings a batch's differences up the tree: each affected node once, children before parents,
 * however many of the nodes below it changed. Counts, filters, revisions and recency are right for
 * all of them when it is done.
 */
export class Settlement<T extends TreeItem> {
  readonly #forest: Forest<T>;
  readonly #affected: Affected<T>;
  /** What the walk carries up, and the greatest revision of what makes it. */
  #carried: Ints = new Int32Array(0);
  #date: number = UNCHANGED;

  constructor(forest: Forest<T>, affected: Affected<T>) {
    this.#forest = forest;
    this.#affected = affected;
  }

  /** Settles what was collected, at the revision that the tree is at with it. */
  settle(links: Links<T>, revision: number): void {
    const { deltas } = this.#forest;
    if (this.#carried.length !== deltas.width) this.#carried = new Int32Array(deltas.width);
    links.deliver((node, slot) => this.#deliver(node, slot));
    for (let walk = this.#affected.walks - 1; walk >= 0; walk--) this.#settleWalk(walk, revision);
  }

  #deliver(node: number, slot: number): void {
    const { slots } = this.#affected;
    const index = this.#affected.indexOf(node);
    if (slots[index] === NONE) slots[index] = slot;
    else this.#forest.deltas.merge(slot, slots[index]!);
  }

  #settleWalk(walk: number, revision: number): void {
    const { nodes, slots } = this.#affected;
    const { cells } = this.#forest.nodes;
    const end = this.#affected.startOf(walk + 1);
    for (let i = this.#affected.startOf(walk); i < end; i++) {
      const node = nodes[i]!;
      if (slots[i] !== NONE) this.#takeUp(slots[i]!);
      this.#settleNode(node, revision);
      const above = cells[node + PARENT]!;
      // A ring that was opened ends the walk in its middle.
      if (above === NONE || i + 1 === end || nodes[i + 1] !== above) this.#putDown(above);
    }
  }

  #takeUp(slot: number): void {
    this.#date = this.#forest.deltas.addTo(this.#carried, slot, this.#date);
  }

  /** Leaves what is carried with the node where the walk joins another. */
  #putDown(node: number): void {
    if (this.#date === UNCHANGED) return;
    if (node !== NONE) {
      const { deltas } = this.#forest;
      const index = this.#affected.indexOf(node);
      if (this.#affected.slots[index] === NONE) this.#affected.slots[index] = deltas.add();
      const slot = this.#affected.slots[index]!;
      deltas.addNumbers(slot, this.#carried, 0, deltas.width);
      deltas.date(slot, this.#date);
    }
    this.#drop();
  }

  #drop(): void {
    if (this.#date === UNCHANGED) return;
    this.#carried.fill(0);
    this.#date = UNCHANGED;
  }

  #settleNode(node: number, revision: number): void {
    const { nodes, counts, recency, filters } = this.#forest;
    if (this.#date !== UNCHANGED) {
      counts.add(node, this.#carried);
      nodes.change(node, this.#date);
    }
    if (nodes.cells[node + DIRTY] !== 0) this.#settleRow(node);
    for (let i = 0; i < filters.length; i++) {
      filters[i]!.settle(node, this.#carried[counts.width + i]!, revision);
    }
    nodes.setTouched(node, revision);
    recency.touch(node);
  }

  /** Adds to what is carried the difference that the node's own row makes. */
  #settleRow(node: number): void {
    const { nodes, counts, filters } = this.#forest;
    const { cells } = nodes;
    const dirty = cells[node + DIRTY]!;
    cells[node + DIRTY] = 0;
    const item = nodes.item(node)!;
    nodes.change(node, item.revision);
    if ((dirty & OTHER_STORY) === 0) return;
    const before = cells[node + PHASE_BEFORE]!;
    if (before !== NO_PHASE) this.#carried[before]!--;
    this.#carried[cells[node + PHASE]!]!++;
    for (let i = 0; i < filters.length; i++) {
      this.#carried[counts.width + i]! += filters[i]!.rematch(node, item);
    }
    if (item.revision > this.#date) this.#date = item.revision;
  }
}
