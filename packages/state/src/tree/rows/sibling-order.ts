import { compareText } from "../../compare-text.ts";
import { type Ints, grown } from "../column.ts";
import type { FilterUse } from "../filter-use.ts";
import type { Forest } from "../forest.ts";
import { FIRST_CHILD, LIMBO, NEXT_SIBLING, NONE, PARENT, TOP } from "../nodes.ts";
import type { TreeItem } from "../tree-item.ts";
import { NOBODY, Treaps } from "./treaps.ts";
import type { TreeOrder } from "./tree-order.ts";

/** A node's place where it has none. */
const NOWHERE = -1;

/**
 * The children of nodes in an order, through a filter, so that the n-th of them is found at once: of those nodes that
 * somebody asked for. Follows the tree when it is asked to, along what changed since.
 *
 * What waits for its parent stands below LIMBO here, whether it is on a ring or its parent is known by name only.
 */
export class SiblingOrder<T extends TreeItem> {
  /** How many use it. */
  uses = 0;
  /** The revision of the tree that it is at. */
  revision: number;
  readonly order: TreeOrder<T>;
  readonly #forest: Forest<T>;
  readonly #filter: FilterUse<T> | undefined;
  readonly #treaps = new Treaps();
  /** The root of each sorted node's children. */
  readonly #roots = new Map<number, number>();
  /** By a node's index: below which node it is sorted in, and by which row. */
  #places: Ints = new Int32Array(0);
  readonly #rows: (T | undefined)[] = [];
  /** The nodes known by name only whose children are sorted in below LIMBO. */
  readonly #names = new Set<number>();

  /** @param filter a use of its own, which it gives back */
  constructor(
    forest: Forest<T>,
    order: TreeOrder<T>,
    filter: FilterUse<T> | undefined,
    revision: number,
  ) {
    this.#forest = forest;
    this.order = order;
    this.#filter = filter;
    this.revision = revision;
  }

  /** Comes to what the tree is now, at a revision. Linear in what changed. */
  follow(revision: number): void {
    if (revision === this.revision) return;
    const { nodes, recency } = this.#forest;
    this.#reserve();
    let node = recency.newest;
    for (; node !== NONE && nodes.touched(node) > this.revision; node = recency.older(node)) {
      this.#sortIn(node);
      if (!this.#names.has(node) || nodes.item(node) === undefined) continue;
      // It is known now: those that waited for it leave LIMBO, though nothing else happened to them.
      this.#names.delete(node);
      for (const child of this.#childrenOf(node)) this.#sortIn(child);
    }
    this.revision = revision;
  }

  /** Sorts the children of a node, unless they are. */
  sort(parent: number): void {
    if (this.#roots.has(parent)) return;
    this.#reserve();
    const { nodes } = this.#forest;
    const children = this.#candidates(parent).filter((node) => this.parentOf(node) === parent);
    const rows = children.map((node) => ({ node, item: nodes.item(node)! }));
    rows.sort((a, b) => this.#compare(a.item, b.item));
    for (const { node, item } of rows) this.#place(node, parent, item);
    this.#roots.set(
      parent,
      this.#treaps.build(rows.map(({ node }) => this.#forest.nodes.indexOf(node))),
    );
  }

  /** Says below which node an action is shown: TOP, LIMBO or an action. Undefined if it isn't shown at all. */
  parentOf(node: number): number | undefined {
    const { nodes } = this.#forest;
    if (nodes.item(node) === undefined || this.#filter?.index.visible(node) === false) {
      return undefined;
    }
    const parent = nodes.cells[node + PARENT]!;
    if (parent === TOP || parent === LIMBO || nodes.item(parent) !== undefined) return parent;
    this.#names.add(parent);
    return LIMBO;
  }

  /** Tells whether anything is shown below an action. O(1) but for what the filter hides. */
  hasChildren(node: number): boolean {
    const root = this.#roots.get(node);
    if (root !== undefined) return root !== NOBODY;
    if (this.#filter === undefined) {
      return this.#forest.nodes.cells[node + FIRST_CHILD] !== NONE;
    }
    return this.#filter.index.matchesBelow(node);
  }

  /** Counts the children of a node whose children are sorted. */
  size(parent: number): number {
    return this.#treaps.size(this.#roots.get(parent)!);
  }

  /** Finds the child at a place. */
  select(parent: number, place: number): number {
    return this.#forest.nodes.nodeAt(this.#treaps.select(this.#roots.get(parent)!, place));
  }

  /** Counts the siblings before a node, below a parent whose children are sorted. */
  rank(node: number): number {
    return this.#treaps.rank(this.#forest.nodes.indexOf(node));
  }

  /** Gives its filter back. */
  release(): void {
    this.#filter?.release();
  }

  /** The children of a node, and those that would be. */
  #candidates(parent: number): number[] {
    const children = [...this.#childrenOf(parent)];
    if (parent !== LIMBO) return children;
    const { nodes } = this.#forest;
    return children.flatMap((node) =>
      nodes.item(node) === undefined ? [...this.#childrenOf(node)] : [node],
    );
  }

  *#childrenOf(parent: number): Generator<number, void> {
    const { cells } = this.#forest.nodes;
    let node = cells[parent + FIRST_CHILD]!;
    for (; node !== NONE; node = cells[node + NEXT_SIBLING]!) yield node;
  }

  /** Puts a node where it belongs now. */
  #sortIn(node: number): void {
    const { nodes } = this.#forest;
    const index = nodes.indexOf(node);
    const item = nodes.item(node);
    const before = this.#places[index]! - 1;
    const parent = this.parentOf(node);
    const now = parent === undefined || !this.#roots.has(parent) ? NOWHERE : parent;
    const known = this.#rows[index];
    if (before === now && (known === undefined || this.#compare(known, item!) === 0)) {
      if (known !== undefined) this.#rows[index] = item;
      return;
    }
    if (before !== NOWHERE) {
      this.#roots.set(before, this.#treaps.remove(this.#roots.get(before)!, index));
    }
    this.#place(node, now, item);
    if (now === NOWHERE) return;
    // The others stand by the rows that they were sorted in by, which may not be those that they have now.
    const precedes = (other: number): boolean => this.#compare(item!, this.#rows[other]!) < 0;
    this.#roots.set(now, this.#treaps.insert(this.#roots.get(now)!, index, precedes));
  }

  #place(node: number, parent: number, item: T | undefined): void {
    const index = this.#forest.nodes.indexOf(node);
    this.#places[index] = parent + 1;
    this.#rows[index] = parent === NOWHERE ? undefined : item;
  }

  #compare(a: T, b: T): number {
    return this.order.compare(a, b) || compareText(a.name, b.name);
  }

  #reserve(): void {
    const { capacity } = this.#forest.nodes;
    this.#treaps.reserve(capacity);
    if (capacity > this.#places.length) {
      this.#places = grown(this.#places, new Int32Array(capacity));
    }
    while (this.#rows.length < capacity) this.#rows.push(undefined);
  }
}
