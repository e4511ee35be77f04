import { NONE, type Nodes } from "./nodes.ts";
import type { TreeItem } from "./tree-item.ts";

/**
 * All nodes that a batch ever touched, the newest first, linked through the nodes' columns.
 *
 * Two things hold after every batch: `touched` never grows from newer to older, so what changed since a revision is a
 * prefix of the list; and a node stands before everything below it, so that prefix has parents before children.
 */
export class RecencyList<T extends TreeItem> {
  newest: number = NONE;
  oldest: number = NONE;
  readonly #nodes: Nodes<T>;

  constructor(nodes: Nodes<T>) {
    this.#nodes = nodes;
  }

  /** Makes a node the newest one, whether or not it was in the list. O(1). */
  touch(node: number): void {
    const before = this.newest;
    if (before === node) return;
    const { newer, older } = this.#nodes;
    const next = newer[node]!;
    if (next !== NONE) this.#unlink(node, next, older[node]!);
    newer[node] = NONE;
    older[node] = before;
    if (before === NONE) this.oldest = node;
    else newer[before] = node;
    this.newest = node;
  }

  #unlink(node: number, next: number, previous: number): void {
    this.#nodes.older[next] = previous;
    if (previous === NONE) this.oldest = next;
    else this.#nodes.newer[previous] = next;
    this.#nodes.older[node] = NONE;
  }
}
