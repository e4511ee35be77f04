export { ActionTree, type ActionTreeOptions } from "./action-tree.ts";
export type { PhaseCounts } from "./phase-counts.ts";
export { MAX_PHASE, type PhaseSet } from "./phase-set.ts";
export type { TreeChange } from "./tree-change.ts";
export type { TreeFilter, TreeFilterSpec } from "./tree-filter.ts";
export type { TreeItem } from "./tree-item.ts";
export type { TreeOrder } from "./rows/tree-order.ts";
export type { TreeRow, TreeRows, TreeRowsSpec } from "./rows/tree-rows.ts";
