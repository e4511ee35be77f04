import type { CountRows } from "./count-rows.ts";
import type { Deltas } from "./deltas.ts";
import type { FilterIndex } from "./filter-index.ts";
import type { Nodes } from "./nodes.ts";
import type { PhaseTable } from "./phase-table.ts";
import type { RecencyList } from "./recency-list.ts";
import type { TreeItem } from "./tree-item.ts";

/** The parts of a tree, as those who change it share them. */
export interface Forest<T extends TreeItem> {
  readonly nodes: Nodes<T>;
  readonly phases: PhaseTable;
  readonly counts: CountRows<T>;
  readonly recency: RecencyList<T>;
  /** The filters in use. Their order is that of their places in a delta. */
  readonly filters: FilterIndex<T>[];
  readonly deltas: Deltas;
  /** What `nameContains` searches; undefined for the name, which never changes. */
  readonly text: ((item: T) => string) | undefined;
}

/** Marks in a batch: the node's row is another one, and the phase that it had is noted. */
export const OTHER_ROW = 1;

/**
 * Marks in a batch: what its ancestors are told of has changed: it came, moved, or has another
 * phase or text.
 */
export const OTHER_STORY = 2;
