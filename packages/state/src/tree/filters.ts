import { FilterIndex } from "./filter-index.ts";
import { FilterUse } from "./filter-use.ts";
import type { Forest } from "./forest.ts";
import { toMatcher } from "./matcher.ts";
import type { TreeFilter, TreeFilterSpec } from "./tree-filter.ts";
import type { TreeItem } from "./tree-item.ts";

/**
 * The filters of one tree: those that mean the same are one index, for as long as somebody uses it.
 */
export class Filters<T extends TreeItem> {
  readonly #forest: Forest<T>;
  readonly #uses = new WeakSet<TreeFilter>();

  constructor(forest: Forest<T>) {
    this.#forest = forest;
  }

  /** Gives one more use of a filter. Linear in the tree's size where nobody else uses it. */
  acquire(spec: TreeFilterSpec, revision: number): FilterUse<T> {
    const { filters, nodes, phases, recency, text } = this.#forest;
    const matcher = toMatcher(spec, phases);
    let index = filters.find((known) => known.matcher.key === matcher.key);
    if (index === undefined) {
      index = new FilterIndex(matcher, text, nodes, recency, revision);
      filters.push(index);
    }
    const use = new FilterUse(index, nodes, (unused) => {
      filters.splice(filters.indexOf(unused), 1);
    });
    this.#uses.add(use);
    return use;
  }

  /**
   * Finds what a use stands for.
   *
   * @throws Error if it was released, or is another tree's
   */
  indexOf(filter: TreeFilter | undefined): FilterIndex<T> | undefined {
    if (filter === undefined) return undefined;
    if (filter instanceof FilterUse && this.#uses.has(filter)) {
      const use: FilterUse<T> = filter;
      return use.index;
    }
    throw new Error(`the filter ${filter.key} is another tree's; take one from this tree`);
  }
}
