// Disposable, which a user's own settings may not know yet: the declaration brings it along.
/// <reference lib="esnext.disposable" preserve="true" />
import type { PhaseCounts } from "../phase-counts.ts";
import type { TreeFilterSpec } from "../tree-filter.ts";
import type { TreeItem } from "../tree-item.ts";
import type { TreeOrder } from "./tree-order.ts";

/** What is shown of a tree, and how. */
export interface TreeRowsSpec<T extends TreeItem> {
  /** Which actions are shown, and those above them. Left out: all. */
  readonly filter?: TreeFilterSpec | undefined;
  /** How siblings are ordered. */
  readonly order: TreeOrder<T>;
  /** The names of those whose children are shown. Names that aren't known, or are shown nowhere, do nothing. */
  readonly expanded: Iterable<string>;
}

/** One row. */
export interface TreeRow<T extends TreeItem> {
  readonly item: T;
  /** How many rows above it it is nested in: 0 for a root, and for what waits for its parent. */
  readonly depth: number;
  /** Whether there is anything to be shown below it. */
  readonly hasChildren: boolean;
  /** Whether that is shown. */
  readonly expanded: boolean;
  /** The phases of everything below it, shown or not. */
  readonly counts: PhaseCounts;
  /** The greatest revision at which its row or its counts changed. */
  readonly changed: number;
}

/**
 * The rows that a tree takes on a screen, from top to bottom, with some actions expanded: parents before their children,
 * those that wait for their parent last. Rows are numbered from 0.
 *
 * It follows the tree by itself. With n actions, e of them expanded and shown, d deep: asking for a row, or for the row of an action,
 * takes O(d · log n), and the first question after the tree has changed O(e · log n + what changed). The first to expand an
 * action sorts its children; who comes later, with the same filter and order, finds them sorted.
 */
export interface TreeRows<T extends TreeItem> extends Disposable {
  /** How many rows there are. */
  readonly total: number;
  /** Lists rows from one on, as many as there are up to `count`. */
  slice(from: number, count: number): TreeRow<T>[];
  /** Finds the row of an action; undefined if it isn't shown. */
  rowOf(name: string): number | undefined;
  /** Finds the row of an action, or else of what is shown of the actions above it; undefined if none is. */
  nearestRow(name: string): number | undefined;
  /** Lists the rows that one is nested in, the outermost first. Empty for a row that there isn't. */
  above(row: number): TreeRow<T>[];
  /** Gives it back; further calls do nothing. What was sorted for it is forgotten if nobody else uses it. */
  release(): void;
}
