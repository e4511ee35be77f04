import { ActionDigest } from "../digest/action-digest.ts";
import { type Floats, grown } from "./column.ts";
import type { FilterIndex } from "./filter-index.ts";
import type { Forest } from "./forest.ts";
import { NONE } from "./nodes.ts";
import type { TreeItem } from "./tree-item.ts";

/**
 * The digest of what is visible through a filter. Follows the tree when it is asked to, along what changed since: nothing of
 * it is on the path of a change, and a tree that nobody asks has none.
 */
export class DigestIndex<T extends TreeItem> {
  readonly digest: ActionDigest = new ActionDigest();
  readonly #forest: Forest<T>;
  readonly #filter: FilterIndex<T> | undefined;
  /** By a node's index: the revision that it is in the digest with; 0 if it isn't. */
  #held: Floats = new Float64Array(0);
  #revision = 0;

  constructor(forest: Forest<T>, filter: FilterIndex<T> | undefined) {
    this.#forest = forest;
    this.#filter = filter;
  }

  /** Comes to what the tree is now, at a revision. Linear in what changed. */
  follow(revision: number): void {
    const { nodes, recency } = this.#forest;
    if (nodes.capacity > this.#held.length) {
      this.#held = grown(this.#held, new Float64Array(nodes.capacity));
    }
    let node = recency.newest;
    for (; node !== NONE && nodes.touched(node) > this.#revision; node = recency.older(node)) {
      const item = nodes.item(node);
      if (item === undefined) continue;
      const isVisible = this.#filter === undefined || this.#filter.visible(node);
      this.#hold(nodes.indexOf(node), item.name, isVisible ? item.revision : 0);
    }
    this.#revision = revision;
  }

  #hold(index: number, name: string, revision: number): void {
    const held = this.#held[index]!;
    if (held === revision) return;
    if (held !== 0) this.digest.remove(name, held);
    if (revision !== 0) this.digest.add(name, revision);
    this.#held[index] = revision;
  }
}
