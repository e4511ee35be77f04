import type { ActionTree, TreeFilter, TreeRows, TreeRowsSpec } from "@runledger/state";
import type { ViewAction } from "./view-action.ts";

/** How many orders of a run's actions are kept while nobody uses them. */
const KEPT = 4;

/** What an order takes, in bytes an action: four links, its place, its row, and what its filter keeps. */
const BYTES = 40;

/** What is kept of a window: the order of its rows, and its filter. Both are made by going through the whole tree. */
interface Kept {
  readonly rows: TreeRows<ViewAction>;
  readonly filter: TreeFilter;
}

/**
 * Keeps the orders in which a run's windows were last seen: who moves a window closes one and opens another, and what was sorted for
 * the first is there for the second.
 */
export class KeptOrders {
  readonly #tree: ActionTree<ViewAction>;
  /** Those used last come last. */
  readonly #kept = new Map<string, Kept>();

  constructor(tree: ActionTree<ViewAction>) {
    this.#tree = tree;
  }

  /** About how much memory they take. */
  get bytes(): number {
    return this.#kept.size * this.#tree.size * BYTES;
  }

  /** Numbers rows. */
  rows(spec: TreeRowsSpec<ViewAction>): TreeRows<ViewAction> {
    const rows = this.#tree.rows(spec);
    const { filter, order } = spec;
    const key = JSON.stringify([order.key, filter?.phases, filter?.nameContains]);
    const kept = this.#kept.get(key) ?? {
      rows: this.#tree.rows({ ...spec, expanded: [] }),
      filter: this.#tree.filter(filter ?? {}),
    };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const [oldest, unused] of this.#kept) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
      unused.rows.release();
      unused.filter.release();
    }
    return rows;
  }
}
