import { type Bytes, type Floats, type Ints, grown } from "./column.ts";
import type { TreeItem } from "./tree-item.ts";

/** Where a link leads nowhere. */
export const NONE = -1;

/** The node above the roots, named "". */
export const TOP = 0;

/** The node above what no root leads to: parents that are not known yet, and actions in a ring. */
export const LIMBO = 1;

/** The phase of a node that is known by name only. */
export const NO_PHASE = 255;

/**
 * The nodes of a tree: one number each, and one typed array for each thing that is known of a node, so that a million of
 * them are a few dozen objects to the garbage collector. A node is an action, or a name that others gave as their parent.
 */
export class Nodes<T extends TreeItem> {
  /** How many nodes there are. */
  length = 0;
  /** The actions; undefined where only the name is known. */
  readonly items: (T | undefined)[] = [];
  readonly #byName = new Map<string, number>();

  /** The tree: see siblings.ts. */
  parent: Ints = new Int32Array(0);
  firstChild: Ints = new Int32Array(0);
  nextSibling: Ints = new Int32Array(0);
  previousSibling: Ints = new Int32Array(0);

  /** The order of recency: see recency-list.ts. */
  newer: Ints = new Int32Array(0);
  older: Ints = new Int32Array(0);
  /** The tree's revision after the batch that last touched the node or anything below it. */
  touched: Floats = new Float64Array(0);
  /** The greatest revision at which the node's own row, or which actions are below it in which phase, changed. */
  changed: Floats = new Float64Array(0);

  /** Where its phases are counted: see count-rows.ts. NONE for most leaves. */
  row: Ints = new Int32Array(0);
  /** The index of its phase in counts, or NO_PHASE. */
  phase: Bytes = new Uint8Array(0);

  /** What a batch notes while it runs: the phase before it, what was touched, where the node stands in it. */
  phaseBefore: Bytes = new Uint8Array(0);
  dirty: Bytes = new Uint8Array(0);
  position: Ints = new Int32Array(0);

  constructor() {
    this.add("");
    this.add(undefined);
  }

  /** Finds a node by name. */
  find(name: string): number | undefined {
    return this.#byName.get(name);
  }

  /** Adds a node that is known by name only, or by nothing, and stands nowhere yet. */
  add(name: string | undefined): number {
    const node = this.length;
    if (node === this.parent.length) this.reserve(node + 1);
    this.length = node + 1;
    if (name !== undefined) this.#byName.set(name, node);
    this.items.push(undefined);
    this.parent[node] = NONE;
    this.firstChild[node] = NONE;
    this.nextSibling[node] = NONE;
    this.previousSibling[node] = NONE;
    this.newer[node] = NONE;
    this.older[node] = NONE;
    this.row[node] = NONE;
    this.phase[node] = NO_PHASE;
    return node;
  }

  /** Makes room for so many nodes in all. Grows by half at least, so that adding one by one stays linear. */
  reserve(length: number): void {
    const room = this.parent.length;
    if (length <= room) return;
    const capacity = Math.max(length, room + (room >>> 1), 16);
    this.parent = grown(this.parent, new Int32Array(capacity));
    this.firstChild = grown(this.firstChild, new Int32Array(capacity));
    this.nextSibling = grown(this.nextSibling, new Int32Array(capacity));
    this.previousSibling = grown(this.previousSibling, new Int32Array(capacity));
    this.newer = grown(this.newer, new Int32Array(capacity));
    this.older = grown(this.older, new Int32Array(capacity));
    this.touched = grown(this.touched, new Float64Array(capacity));
    this.changed = grown(this.changed, new Float64Array(capacity));
    this.row = grown(this.row, new Int32Array(capacity));
    this.phase = grown(this.phase, new Uint8Array(capacity));
    this.phaseBefore = grown(this.phaseBefore, new Uint8Array(capacity));
    this.dirty = grown(this.dirty, new Uint8Array(capacity));
    this.position = grown(this.position, new Int32Array(capacity));
  }
}
