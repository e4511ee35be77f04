import type { Lifecycle } from "@runledger/lifecycle";

/** What may follow what: a set of pairs of numbers, as a question. */
export type Relation = (from: number, to: number) => boolean;

/** A step from one value to another, by numbers. */
export interface Edge {
  readonly from: number;
  readonly to: number;
}

/**
 * Lists what can be reached in the one lifecycle and not in the other, without what follows from the rest of the list: a step
 * is left out where it goes over a third known value. So if anything differs, something is listed.
 *
 * @param numbers the values that both know
 */
export function lostSteps(
  from: Lifecycle,
  to: Lifecycle,
  numbers: readonly number[],
): readonly Edge[] {
  const isDirect: Relation = (a, b) =>
    !numbers.some((over) => from.reachable(a, over) && from.reachable(over, b));
  return numbers.flatMap((a) =>
    numbers
      .filter((b) => from.reachable(a, b) && !to.reachable(a, b) && isDirect(a, b))
      .map((b) => ({ from: a, to: b })),
  );
}

/** Lists the edges that the one declares and the other doesn't, though it can reach the same over others. */
export function redundantEdges(
  from: Lifecycle,
  to: Lifecycle,
  numbers: readonly number[],
): readonly Edge[] {
  return numbers.flatMap((a) =>
    numbers
      .filter((b) => from.canFollow(a, b) && !to.canFollow(a, b) && to.reachable(a, b))
      .map((b) => ({ from: a, to: b })),
  );
}
