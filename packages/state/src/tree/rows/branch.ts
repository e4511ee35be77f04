/** A node whose children are shown: TOP, LIMBO or an expanded action. */
export interface Branch {
  readonly node: number;
  /** How many children are shown. */
  readonly size: number;
  /** How many rows are below it. */
  total: number;
  /** Those of its children that are expanded, in their order. */
  readonly openings: Opening[];
}

/** An expanded child. */
export interface Opening {
  readonly branch: Branch;
  /** Its place among its siblings. */
  readonly rank: number;
  /** Its row among those of its parent's branch. */
  start: number;
}

/** Finds the last opening of a branch for which something holds that holds for those before it; -1 if for none. */
export function lastOpening({ openings }: Branch, holds: (opening: Opening) => boolean): number {
  let [low, high] = [0, openings.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(openings[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
