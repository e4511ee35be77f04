import type { Filters } from "../filters.ts";
import type { Forest } from "../forest.ts";
import type { TreeItem } from "../tree-item.ts";
import { RowsUse } from "./rows-use.ts";
import { SiblingOrder } from "./sibling-order.ts";
import type { TreeRows, TreeRowsSpec } from "./tree-rows.ts";

/** The orders of one tree: those of the same key through the same filter are one, for as long as somebody uses it. */
export class Orders<T extends TreeItem> {
  readonly #forest: Forest<T>;
  readonly #filters: Filters<T>;
  readonly #orders = new Map<string, SiblingOrder<T>>();

  constructor(forest: Forest<T>, filters: Filters<T>) {
    this.#forest = forest;
    this.#filters = filters;
  }

  /** Gives one more use. `revision` says at which revision the tree is, which it thereby hands out. */
  acquire({ expanded, filter, order }: TreeRowsSpec<T>, revision: () => number): TreeRows<T> {
    const at = revision();
    // What everything passes needs no index of its own.
    const restricts = (filter?.phases?.length ?? 0) > 0 || (filter?.nameContains ?? "") !== "";
    const use = restricts ? this.#filters.acquire(filter!, at) : undefined;
    const key = JSON.stringify([order.key, use?.key ?? ""]);
    let known = this.#orders.get(key);
    if (known === undefined) {
      known = new SiblingOrder(this.#forest, order, use, at);
      this.#orders.set(key, known);
    } else {
      use?.release();
    }
    return new RowsUse(this.#forest, known, expanded, revision, (unused) => {
      this.#orders.delete(key);
      unused.release();
    });
  }
}
