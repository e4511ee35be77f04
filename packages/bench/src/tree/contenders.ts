import { actionPhaseLifecycle } from "@runledger/state";
import { ActionTree, type TreeItem } from "@runledger/state/tree";
import { BareIndex } from "./bare-index.ts";
import type { Shape } from "./shapes.ts";
import { SiblingScan } from "./sibling-scan.ts";

/** A tree that was built, whatever it is. */
export interface Built {
  readonly size: number;
  apply(rows: readonly TreeItem[]): unknown;
}

/** What is compared. */
export interface Contender {
  /** Builds a tree of rows, with a filter on phases if any are given. */
  readonly build: (rows: readonly TreeItem[], phases?: readonly number[]) => Built;
  /** The greatest size that it does in seconds rather than minutes. */
  readonly most: Readonly<Record<Shape, number>>;
}

/** How many rows a store hands out at a time. */
const PAGE = 1000;

const anySize: Contender["most"] = { wide: Infinity, "depth 10": Infinity, chain: Infinity };

export type ContenderName = "runledger" | "runledger, in pages" | "bare index" | "sibling scan";

export const contenders: Readonly<Record<ContenderName, Contender>> = {
  runledger: {
    most: anySize,
    build: (rows, phases): Built => {
      const tree = new ActionTree(actionPhaseLifecycle);
      if (phases !== undefined) tree.filter({ phases });
      tree.apply(rows);
      return tree;
    },
  },
  "runledger, in pages": {
    // Every page goes up to the root.
    most: { wide: Infinity, "depth 10": Infinity, chain: 10_000 },
    build: (rows): Built => {
      const tree = new ActionTree(actionPhaseLifecycle);
      for (let i = 0; i < rows.length; i += PAGE) tree.apply(rows.slice(i, i + PAGE));
      return tree;
    },
  },
  "bare index": {
    most: anySize,
    build: (rows): Built => {
      const index = new BareIndex(rows.length);
      index.apply(rows);
      return index;
    },
  },
  "sibling scan": {
    // Quadratic in the number of siblings, and in the depth.
    most: { wide: 100_000, "depth 10": 1_000_000, chain: 10_000 },
    build: (rows, phases): Built => {
      const scan = new SiblingScan(phases);
      scan.apply(rows);
      return scan;
    },
  },
};
