import { NEWER, NONE, type Nodes, OLDER } from "./nodes.ts";
import type { TreeItem } from "./tree-item.ts";

/**
 * All nodes that a batch ever touched, the newest first, linked through the nodes' records.
 *
 * Two things hold after every batch: from newer to older, the revision at which a node was touched
 * never grows, so what changed since a revision is one end of the list; and a node is newer than
 * everything below it, so going from newer to older has parents before children.
 */
export class RecencyList<T extends TreeItem> {
  /** The node that was touched last; NONE if there is none. */
  newest: number = NONE;
  /** The node that wasn't touched for longest; NONE if there is none. */
  oldest: number = NONE;
  readonly #nodes: Nodes<T>;

  constructor(nodes: Nodes<T>) {
    this.#nodes = nodes;
  }

  /** The node next to this one on the way to the oldest; NONE after that. */
  older(node: number): number {
    return this.#nodes.cells[node + OLDER]!;
  }

  /** The node next to this one on the way to the newest; NONE after that. */
  newer(node: number): number {
    return this.#nodes.cells[node + NEWER]!;
  }

  /** Makes a node the newest, whether or not it was in the list. O(1). */
  touch(node: number): void {
    const before = this.newest;
    if (before === node) return;
    const { cells } = this.#nodes;
    const newer = cells[node + NEWER]!;
    // Only the newest one and those that aren't in the list have no newer one.
    if (newer !== NONE) {
      const older = cells[node + OLDER]!;
      cells[newer + OLDER] = older;
      if (older === NONE) this.oldest = newer;
      else cells[older + NEWER] = newer;
    }
    cells[node + NEWER] = NONE;
    cells[node + OLDER] = before;
    if (before === NONE) this.oldest = node;
    else cells[before + NEWER] = node;
    this.newest = node;
  }
}
