import { type Bytes, type Ints, grown } from "./column.ts";
import type { Matcher } from "./matcher.ts";
import { NONE, type Nodes } from "./nodes.ts";
import type { RecencyList } from "./recency-list.ts";
import type { TreeItem } from "./tree-item.ts";
import { VisibilityHistory } from "./visibility-history.ts";

const MATCHES = 1;
const VISIBLE = 2;

/** What the tree keeps for a filter, however many use it: which actions match, which are visible, and since when. */
export class FilterIndex<T extends TreeItem> {
  /** How many uses are not yet released. */
  uses = 0;
  /** How many actions are visible. */
  shown = 0;
  /** For each node, how many actions match: itself and those below it. */
  matching: Ints = new Int32Array(0);
  readonly matcher: Matcher;
  readonly history: VisibilityHistory;
  readonly #text: (item: T) => string;
  readonly #nodes: Nodes<T>;
  #bits: Bytes = new Uint8Array(0);

  /** Makes an index of a tree as it stands at a revision: linear in its size, once. */
  constructor(
    matcher: Matcher,
    text: (item: T) => string,
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
    const capacity = this.#nodes.parent.length;
    if (capacity <= this.matching.length) return;
    this.matching = grown(this.matching, new Int32Array(capacity));
    this.#bits = grown(this.#bits, new Uint8Array(capacity));
    this.history.reserve(capacity);
  }

  /** Tells whether a node is an action that is visible. */
  visible(node: number): boolean {
    return (this.#bits[node]! & VISIBLE) !== 0;
  }

  /** Tells whether anything visible is at a node or below it. */
  leadsToVisible(node: number): boolean {
    return this.matching[node]! > 0;
  }

  /** Asks anew whether an action matches; returns by how much the number of matches changes: -1, 0 or 1. */
  rematch(node: number, item: T): number {
    const bits = this.#bits[node]!;
    const now = this.#isMatch(node, item);
    this.#bits[node] = (bits & ~MATCHES) | now;
    return now - (bits & MATCHES);
  }

  /** Adds to a node's number of matches, and notes whether it came into sight or went out of it. */
  settle(node: number, delta: number, revision: number): void {
    const matching = this.matching[node]! + delta;
    this.matching[node] = matching;
    const visible = matching > 0 && this.#nodes.items[node] !== undefined;
    if (visible === this.visible(node)) return;
    this.#bits[node]! ^= VISIBLE;
    this.shown += visible ? 1 : -1;
    this.history.toggle(node, revision);
  }

  #isMatch(node: number, item: T): number {
    const { phases, needle } = this.matcher;
    if (phases[this.#nodes.phase[node]!] === 0) return 0;
    return needle === "" || this.#text(item).toLowerCase().includes(needle) ? MATCHES : 0;
  }

  /** From the oldest node to the newest, so that children come before their parents. */
  #build(recency: RecencyList<T>): void {
    const { items, parent, newer } = this.#nodes;
    for (let node = recency.oldest; node !== NONE; node = newer[node]!) {
      const item = items[node];
      if (item !== undefined) {
        this.matching[node]! += this.rematch(node, item);
        if (this.matching[node]! > 0) {
          this.#bits[node]! |= VISIBLE;
          this.shown++;
        }
      }
      const above = parent[node]!;
      if (above !== NONE) this.matching[above]! += this.matching[node]!;
    }
  }
}
