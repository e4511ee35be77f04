import { type Forest, OTHER_ROW } from "./forest.ts";
import {
  DIRTY,
  FIRST_CHILD,
  LIMBO,
  NONE,
  NO_PHASE,
  PARENT,
  PHASE,
  PHASE_BEFORE,
  ROW,
  TOP,
} from "./nodes.ts";
import { attach, detach } from "./siblings.ts";
import type { TreeItem } from "./tree-item.ts";

/**
 * Puts nodes below others and takes them away, and notes what that moves: with a node, all that was
 * counted at it and below it before the batch goes from one parent to the other. What changes at
 * the node or below it in this same batch isn't part of that; it flows up the new way by itself.
 */
export class Links<T extends TreeItem> {
  /** How many names are known only because others wait for them. */
  unknownParents = 0;
  readonly #forest: Forest<T>;
  readonly #movedAt: number[] = [];
  readonly #moved: number[] = [];

  constructor(forest: Forest<T>) {
    this.#forest = forest;
  }

  /**
   * Puts a node that stands nowhere below another. A parent known by name only then waits in limbo.
   */
  link(node: number, parent: number, revision: number): void {
    const { cells } = this.#forest.nodes;
    attach(cells, node, parent);
    this.#move(node, parent, 1, revision);
    if (this.#isName(parent) && cells[parent + PARENT] === NONE) {
      this.unknownParents++;
      this.link(parent, LIMBO, revision);
    }
  }

  /**
   * Takes a node from its parent. A parent known by name only that nobody waits for any more leaves
   * limbo.
   */
  unlink(node: number, revision: number): void {
    const { cells } = this.#forest.nodes;
    const parent = cells[node + PARENT]!;
    if (parent === NONE) return;
    detach(cells, node);
    this.#move(node, parent, -1, revision);
    if (this.#isName(node)) this.unknownParents--;
    else if (this.#isName(parent) && cells[parent + FIRST_CHILD] === NONE) {
      this.unlink(parent, revision);
    }
  }

  /**
   * Notes that what is below a node changed at a revision, whether or not it is counted otherwise
   * in the end.
   */
  date(node: number, revision: number): void {
    const slot = this.#forest.deltas.add();
    this.#forest.deltas.date(slot, revision);
    this.#movedAt.push(node);
    this.#moved.push(slot);
  }

  /** Adds what was moved to the deltas of the nodes where it was moved, and forgets it. */
  deliver(to: (node: number, slot: number) => void): void {
    for (let i = 0; i < this.#moved.length; i++) to(this.#movedAt[i]!, this.#moved[i]!);
    this.#moved.length = 0;
    this.#movedAt.length = 0;
  }

  #isName(node: number): boolean {
    return node !== TOP && node !== LIMBO && this.#forest.nodes.item(node) === undefined;
  }

  #move(node: number, parent: number, sign: 1 | -1, revision: number): void {
    const { nodes, counts, deltas, filters } = this.#forest;
    const { cells } = nodes;
    const row = cells[node + ROW]!;
    const phase = cells[node + ((cells[node + DIRTY]! & OTHER_ROW) === 0 ? PHASE : PHASE_BEFORE)]!;
    // Nothing was counted: a new leaf, as in most batches.
    if (row === NONE && phase === NO_PHASE) return;
    const slot = deltas.add();
    if (row !== NONE) deltas.addNumbers(slot, counts.data, row, counts.width);
    if (phase !== NO_PHASE) deltas.bump(slot, phase, 1);
    filters.forEach((filter, i) => deltas.bump(slot, counts.width + i, filter.matching(node)));
    deltas.date(slot, revision);
    // In a tree that is being filled, what comes with the node may be later than the node itself.
    if (sign === 1) deltas.date(slot, nodes.changed(node));
    else deltas.negate(slot);
    this.#movedAt.push(parent);
    this.#moved.push(slot);
  }
}
