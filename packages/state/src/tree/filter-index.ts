import { type Ints, grown } from "./column.ts";
import type { Matcher } from "./matcher.ts";
import { NONE, type Nodes, PARENT, PHASE } from "./nodes.ts";
import type { RecencyList } from "./recency-list.ts";
import type { TreeItem } from "./tree-item.ts";
import { VisibilityHistory } from "./visibility-history.ts";

// What is kept of a node is one number: two bits, and above them how many actions match, itself and
// those below it.
const MATCHES = 1;
const VISIBLE = 2;
const COUNT_BITS = 2;

/**
 * What the tree keeps for a filter, however many use it: which actions match, which are visible,
 * and since when.
 */
export class FilterIndex<T extends TreeItem> {
  /** How many uses are not yet released. */
  uses = 0;
  /** How many actions are visible. */
  shown = 0;
  readonly matcher: Matcher;
  readonly history: VisibilityHistory;
  readonly #text: ((item: T) => string) | undefined;
  readonly #nodes: Nodes<T>;
  #states: Ints = new Int32Array(0);

  /** Makes an index of a tree as it stands at a revision: linear in its size, once. */
  constructor(
    matcher: Matcher,
    text: ((item: T) => string) | undefined,
    nodes: Nodes<T>,
    recency: RecencyList<T>,
    revision: number,
  ) {
    this.matcher = matcher;
    this.#text = text;
    this.#nodes = nodes;
    this.history = new VisibilityHistory(revision);
    this.reserve();
    this.#build(recency);
  }

  /** Makes room for all nodes that there are. */
  reserve(): void {
    const { capacity } = this.#nodes;
    if (capacity <= this.#states.length) return;
    this.#states = grown(this.#states, new Int32Array(capacity));
    this.history.reserve(capacity);
  }

  /** Tells whether a node is an action that is visible. */
  visible(node: number): boolean {
    return (this.#states[this.#nodes.indexOf(node)]! & VISIBLE) !== 0;
  }

  /**
   * Tells whether a node that isn't visible now was so at a revision from `history.exactFrom` on.
   */
  wasVisible(node: number, revision: number): boolean {
    return this.history.differed(this.#nodes.indexOf(node), revision);
  }

  /** Counts the actions that match, at a node and below it. */
  matching(node: number): number {
    return this.#states[this.#nodes.indexOf(node)]! >> COUNT_BITS;
  }

  /** Tells whether an action below a node matches, so that one right below it is visible. */
  matchesBelow(node: number): boolean {
    const state = this.#states[this.#nodes.indexOf(node)]!;
    return state >> COUNT_BITS > (state & MATCHES);
  }

  /**
   * Asks anew whether an action matches; returns by how much the number of matches changes: -1, 0
   * or 1.
   */
  rematch(node: number, item: T): number {
    const index = this.#nodes.indexOf(node);
    const before = this.#states[index]!;
    const now = this.#isMatch(node, item);
    this.#states[index] = (before & ~MATCHES) | now;
    return now - (before & MATCHES);
  }

  /** Adds to a node's number of matches, and notes whether it came into sight or went out of it. */
  settle(node: number, delta: number, revision: number): void {
    const index = this.#nodes.indexOf(node);
    const before = this.#states[index]!;
    const now = before + (delta << COUNT_BITS);
    const visible = now >> COUNT_BITS > 0 && this.#nodes.item(node) !== undefined;
    if (visible === ((before & VISIBLE) !== 0)) {
      this.#states[index] = now;
      return;
    }
    this.#states[index] = now ^ VISIBLE;
    this.shown += visible ? 1 : -1;
    this.history.toggle(index, revision);
  }

  #isMatch(node: number, item: T): number {
    const { phases, needle } = this.matcher;
    if (phases[this.#nodes.cells[node + PHASE]!] === 0) return 0;
    if (needle === "") return MATCHES;
    const text = this.#text === undefined ? item.name : this.#text(item);
    return text.toLowerCase().includes(needle) ? MATCHES : 0;
  }

  /** From the oldest node to the newest, so that children come before their parents. */
  #build(recency: RecencyList<T>): void {
    const { cells } = this.#nodes;
    for (let node = recency.oldest; node !== NONE; node = recency.newer(node)) {
      const index = this.#nodes.indexOf(node);
      const item = this.#nodes.item(node);
      if (item !== undefined) {
        const matches = this.rematch(node, item);
        this.#states[index]! += matches << COUNT_BITS;
        if (this.matching(node) > 0) {
          this.#states[index]! |= VISIBLE;
          this.shown++;
        }
      }
      const parent = cells[node + PARENT]!;
      if (parent === NONE) continue;
      this.#states[this.#nodes.indexOf(parent)]! += this.matching(node) << COUNT_BITS;
    }
  }
}
