import { type Floats, type Ints, grown } from "./column.ts";
import type { TreeItem } from "./tree-item.ts";

// A node's record is 16 numbers, 64 bytes: a line of most processors' caches. `cells[node + …]`
// holds them. The first twelve are those that a change of phase needs; they lie in one line even
// where an allocator puts 16 bytes before an array.

/** The node above. */
export const PARENT = 0;
/** Its neighbours in the order of recency: see recency-list.ts. */
export const NEWER = 1;
export const OLDER = 2;
/** Where its phases are counted: see count-rows.ts. NONE for most leaves. */
export const ROW = 3;
/** The index in counts of its own phase, or NO_PHASE. */
export const PHASE = 4;
/** While a batch runs: the phase before it. */
export const PHASE_BEFORE = 5;
/** While a batch runs: what was touched, see forest.ts. */
export const DIRTY = 6;
/** While a batch runs: the node's position in it, see affected.ts. */
export const POSITION = 7;

/** Numbers 8 to 11 are two revisions. */
const TOUCHED = 4;
const CHANGED = 5;

/** The other links of the tree: see siblings.ts. */
export const FIRST_CHILD = 12;
export const NEXT_SIBLING = 13;
export const PREVIOUS_SIBLING = 14;

/** The numbers that lead somewhere, and at first nowhere. */
const LINKS = [PARENT, NEWER, OLDER, ROW, FIRST_CHILD, NEXT_SIBLING, PREVIOUS_SIBLING] as const;

const RECORD_BITS = 4;
const RECORD = 1 << RECORD_BITS;

/** Where a link leads nowhere. */
export const NONE = -1;

/** The node above the roots, named "". */
export const TOP = 0;

/** The node above what no root leads to: parents that are not known yet, and actions in a ring. */
export const LIMBO: number = RECORD;

/** The phase of a node that is known by name only. */
export const NO_PHASE = 255;

/**
 * The nodes of a tree. A node is an action, or a name that others gave as their parent; it is
 * written as the place where its record begins in one long array. A million nodes are a handful of
 * objects to the garbage collector, and what a change needs of a node lies together: with a million
 * of them, time goes into fetching memory rather than into working on it.
 */
export class Nodes<T extends TreeItem> {
  /** All records. Another array after each `add` and `reserve`. */
  cells: Ints = new Int32Array(0);
  #revisions: Floats = new Float64Array(0);
  #length = 0;
  readonly #items: (T | undefined)[] = [];
  readonly #byName = new Map<string, number>();

  constructor() {
    this.add("");
    this.add(undefined);
  }

  /** For how many nodes there is room. */
  get capacity(): number {
    return this.cells.length >> RECORD_BITS;
  }

  /** Finds a node by name. */
  find(name: string): number | undefined {
    return this.#byName.get(name);
  }

  /** The action; undefined where only the name is known. */
  item(node: number): T | undefined {
    return this.#items[node >> RECORD_BITS];
  }

  setItem(node: number, item: T): void {
    this.#items[node >> RECORD_BITS] = item;
  }

  /** Numbers the nodes from 0, for what others keep of each. */
  indexOf(node: number): number {
    return node >> RECORD_BITS;
  }

  /** Finds a node by its number. */
  nodeAt(index: number): number {
    return index << RECORD_BITS;
  }

  /** The tree's revision after the batch that last touched the node or anything below it. */
  touched(node: number): number {
    return this.#revisions[(node >> 1) + TOUCHED]!;
  }

  setTouched(node: number, revision: number): void {
    this.#revisions[(node >> 1) + TOUCHED] = revision;
  }

  /**
   * The greatest revision at which the node's row, or which actions are below it in which phase,
   * changed.
   */
  changed(node: number): number {
    return this.#revisions[(node >> 1) + CHANGED]!;
  }

  /** Notes that the node changed at a revision, if at no later one. */
  change(node: number, revision: number): void {
    const place = (node >> 1) + CHANGED;
    if (revision > this.#revisions[place]!) this.#revisions[place] = revision;
  }

  /** Adds a node that is known by name only, or by nothing, and stands nowhere yet. */
  add(name: string | undefined): number {
    const node = this.#length << RECORD_BITS;
    if (node === this.cells.length) this.reserve(this.#length + 1);
    this.#length++;
    if (name !== undefined) this.#byName.set(name, node);
    this.#items.push(undefined);
    for (const link of LINKS) this.cells[node + link] = NONE;
    this.cells[node + PHASE] = NO_PHASE;
    return node;
  }

  /**
   * Makes room for so many nodes in all. Grows by a quarter at least, so that adding one by one
   * stays linear.
   */
  reserve(length: number): void {
    const room = this.capacity;
    if (length <= room) return;
    const capacity = Math.max(length, room + (room >>> 2), 16);
    this.cells = grown(this.cells, new Int32Array(capacity << RECORD_BITS));
    this.#revisions = new Float64Array(this.cells.buffer);
  }

  /** Sets one number of all nodes to zero. */
  clear(cell: number): void {
    for (let place = cell; place < this.cells.length; place += RECORD) this.cells[place] = 0;
  }
}
