import type { PhaseCounts } from "./phase-counts.ts";
import type { TreeItem } from "./tree-item.ts";

/** What a subscriber is told of one action. */
export interface TreeChange<T extends TreeItem> {
  /** The action, as it was last applied. */
  readonly item: T;
  /** Whether it is to be shown. False withdraws an action that was, or may have been, shown. */
  readonly shown: boolean;
  /**
   * The phases of everything below it, itself excluded, at the tree's revision; filters don't
   * change them.
   */
  readonly counts: PhaseCounts;
}
