import type { TreeOrder } from "@runledger/state";
import type { WindowOrder } from "../watch-options.ts";
import type { ViewAction } from "./view-action.ts";

type Compare = (a: ViewAction, b: ViewAction) => number;

const byNumber: Compare = (a, b) => a.number - b.number;

const comparisons: Readonly<Record<WindowOrder["by"], Compare>> = {
  number: byNumber,
  // Equal to the tree, which then goes by names.
  name: () => 0,
  startedAt: (a, b) => compareTimes(a.startedAt, b.startedAt) || byNumber(a, b),
  endedAt: (a, b) => compareTimes(a.endedAt, b.endedAt) || byNumber(a, b),
};

/** Tells whether there is such an order. */
export function isWindowOrder(by: string): by is WindowOrder["by"] {
  return Object.hasOwn(comparisons, by);
}

/** Turns an order that was asked for into one that trees know. */
export function toTreeOrder({ by, descending = false }: WindowOrder): TreeOrder<ViewAction> {
  if (by === "name" && descending) return byNameDescending;
  const compare = comparisons[by];
  return descending
    ? { key: `${by} descending`, compare: (a, b) => compare(b, a) }
    : { key: by, compare };
}

const byNameDescending: TreeOrder<ViewAction> = {
  key: "name descending",
  compare: (a, b) => (a.name < b.name ? 1 : -Number(a.name > b.name)),
};

function compareTimes(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : a - b;
}
