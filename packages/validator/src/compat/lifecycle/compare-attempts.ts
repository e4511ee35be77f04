import type { Lifecycle } from "@runledger/lifecycle";
import { backwardBreak, forwardBreak } from "../finding.ts";
import type { LifecycleChange } from "./change.ts";
import { reportedByBoth } from "./reported-by-both.ts";

/** Lists where another attempt may follow or no longer may, and with what one may begin or no longer may. */
export function compareAttempts(before: Lifecycle, after: Lifecycle): LifecycleChange[] {
  const numbers = reportedByBoth(before, after);
  const name = (number: number): string => after.of(number)?.name ?? String(number);
  const starts = (one: Lifecycle, other: Lifecycle): number[] =>
    numbers.filter((number) => one.canStartAttempt(number) && !other.canStartAttempt(number));
  return [
    ...gained(after, before, numbers).map((number) => ({
      rule: "RC115" as const,
      value: name(number),
      message: `Another attempt may follow ${name(number)}, and could not: old readers refuse it.`,
      ...forwardBreak,
    })),
    ...gained(before, after, numbers).map((number) => ({
      rule: "RC116" as const,
      value: name(number),
      message: `No other attempt may follow ${name(number)}, and one could: new readers refuse it from old writers.`,
      ...backwardBreak,
    })),
    ...starts(after, before).map((number) => ({
      rule: "RC117" as const,
      value: name(number),
      message: `An attempt after the first may tell of ${name(number)}, and could not: old readers refuse that.`,
      ...forwardBreak,
    })),
    ...starts(before, after).map((number) => ({
      rule: "RC118" as const,
      value: name(number),
      message: `An attempt after the first may not tell of ${name(number)}, and could: new readers refuse that from old writers.`,
      ...backwardBreak,
    })),
  ];
}

/**
 * Lists the values that another attempt may follow in the one and not in the other, since they are retryable or lead to what is.
 * Those that only lead to another one of the list are left out.
 */
function gained(one: Lifecycle, other: Lifecycle, numbers: readonly number[]): readonly number[] {
  const all = numbers.filter((number) => one.mayRetry(number) && !other.mayRetry(number));
  return all.filter((number) => !all.some((next) => one.reachable(number, next)));
}
