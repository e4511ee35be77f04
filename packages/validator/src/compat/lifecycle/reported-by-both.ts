import type { Lifecycle } from "@runledger/lifecycle";

/** Lists the numbers that may be reported under both versions, in the order of the new one. */
export function reportedByBoth(before: Lifecycle, after: Lifecycle): number[] {
  return after.values
    .map(({ number }) => number)
    .filter(
      (number) => before.isKnown(number) && !before.isAbsent(number) && !after.isAbsent(number),
    );
}
