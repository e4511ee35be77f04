import type { TreeItem } from "../tree-item.ts";

/** How siblings are ordered. Equal ones are ordered by their names, so that the order is total. */
export interface TreeOrder<T extends TreeItem> {
  /** Names the order: those of the same name must compare alike, and share their work. */
  readonly key: string;
  /** Compares two actions by their rows alone: below 0, 0 or above 0. */
  compare(a: T, b: T): number;
}
