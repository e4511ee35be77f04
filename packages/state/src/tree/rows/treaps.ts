import { type Ints, grown } from "../column.ts";

/** Where a link leads nowhere. The node of this number stands above the roots, and is nobody's child. */
export const NOBODY = 0;

/**
 * Ordered sets of nodes in which the n-th node, and the place of a node, are found in O(log n): treaps (Seidel and Aragon,
 * 1996), each node with the size of what is below it. A node is in one set at most, so that all sets together are four
 * numbers a node. A set is written as its root; an empty one as NOBODY.
 *
 * Priorities are a hash of the node's number: the same rows make the same tree, and no rows can be chosen to make a deep one.
 */
export class Treaps {
  #left: Ints = new Int32Array(0);
  #right: Ints = new Int32Array(0);
  #up: Ints = new Int32Array(0);
  #size: Ints = new Int32Array(0);

  /** Makes room for so many nodes. */
  reserve(nodes: number): void {
    if (nodes <= this.#size.length) return;
    this.#left = grown(this.#left, new Int32Array(nodes));
    this.#right = grown(this.#right, new Int32Array(nodes));
    this.#up = grown(this.#up, new Int32Array(nodes));
    this.#size = grown(this.#size, new Int32Array(nodes));
  }

  /** Counts the nodes of a set. */
  size(root: number): number {
    return this.#size[root]!;
  }

  /** Makes a set of nodes that are in none, in their order. Linear. */
  build(nodes: Iterable<number>): number {
    const spine: number[] = [];
    const close = (): number => {
      const node = spine.pop()!;
      this.#count(node);
      return node;
    };
    for (const node of nodes) {
      let below = NOBODY;
      while (spine.length > 0 && priority(spine.at(-1)!) < priority(node)) below = close();
      this.#place(node, spine.at(-1) ?? NOBODY);
      this.#left[node] = below;
      if (below !== NOBODY) this.#up[below] = node;
      if (spine.length > 0) this.#right[spine.at(-1)!] = node;
      spine.push(node);
    }
    let root = NOBODY;
    while (spine.length > 0) root = close();
    return root;
  }

  /** Inserts a node that is in no set before the first one that it must precede. Returns the set's root. O(log n). */
  insert(root: number, node: number, precedes: (other: number) => boolean): number {
    let above = NOBODY;
    let isLeft = false;
    for (let at = root; at !== NOBODY;) {
      this.#size[at]!++;
      above = at;
      isLeft = precedes(at);
      at = (isLeft ? this.#left : this.#right)[at]!;
    }
    this.#place(node, above);
    if (above === NOBODY) return node;
    (isLeft ? this.#left : this.#right)[above] = node;
    while (this.#up[node] !== NOBODY && priority(this.#up[node]!) < priority(node)) {
      this.#rotateUp(node);
    }
    return this.#up[node] === NOBODY ? node : root;
  }

  /** Takes a node out of the set that it is in. Returns the set's root. O(log n). */
  remove(root: number, node: number): number {
    let top = root;
    for (let child = this.#heir(node); child !== NOBODY; child = this.#heir(node)) {
      this.#rotateUp(child);
      if (top === node) top = child;
    }
    const above = this.#up[node]!;
    if (above === NOBODY) return NOBODY;
    if (this.#left[above] === node) this.#left[above] = NOBODY;
    else this.#right[above] = NOBODY;
    for (let at = above; at !== NOBODY; at = this.#up[at]!) this.#size[at]!--;
    return top;
  }

  /** Finds the node at a place, from 0 to size - 1. O(log n). */
  select(root: number, place: number): number {
    let at = root;
    for (let rest = place; ;) {
      const before = this.#size[this.#left[at]!]!;
      if (rest === before) return at;
      if (rest < before) {
        at = this.#left[at]!;
      } else {
        rest -= before + 1;
        at = this.#right[at]!;
      }
    }
  }

  /** Counts the nodes before one in its set. O(log n). */
  rank(node: number): number {
    let before = this.#size[this.#left[node]!]!;
    for (
      let at = node, above = this.#up[at]!;
      above !== NOBODY;
      at = above, above = this.#up[at]!
    ) {
      if (this.#right[above] === at) before += this.#size[this.#left[above]!]! + 1;
    }
    return before;
  }

  #place(node: number, above: number): void {
    this.#left[node] = NOBODY;
    this.#right[node] = NOBODY;
    this.#up[node] = above;
    this.#size[node] = 1;
  }

  #count(node: number): void {
    this.#size[node] = this.#size[this.#left[node]!]! + this.#size[this.#right[node]!]! + 1;
  }

  /** The child that takes a node's place when it goes. */
  #heir(node: number): number {
    const [left, right] = [this.#left[node]!, this.#right[node]!];
    if (left === NOBODY) return right;
    if (right === NOBODY) return left;
    return priority(left) > priority(right) ? left : right;
  }

  #rotateUp(node: number): void {
    const parent = this.#up[node]!;
    const above = this.#up[parent]!;
    const isLeft = this.#left[parent] === node;
    const [from, to] = isLeft ? [this.#right, this.#left] : [this.#left, this.#right];
    const middle = from[node]!;
    to[parent] = middle;
    if (middle !== NOBODY) this.#up[middle] = parent;
    from[node] = parent;
    this.#up[parent] = node;
    this.#up[node] = above;
    if (above !== NOBODY) (this.#left[above] === parent ? this.#left : this.#right)[above] = node;
    this.#count(parent);
    this.#count(node);
  }
}

/** Mixes a node's number: the last step of MurmurHash3, which is a bijection, so that no two are equal. */
function priority(node: number): number {
  let hash = node;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
