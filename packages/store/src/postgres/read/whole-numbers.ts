/** A comparison of a column with a bound. */
export type Comparison = "atLeast" | "above" | "atMost" | "below";

const LARGEST = Number.MAX_SAFE_INTEGER;

/** Rounds what a column of whole numbers is compared with to whole numbers that say the same: the server takes no others. */
export const wholeNumbers = {
  /** Leaves out what no whole number is equal to. */
  among(values: readonly (string | number)[]): number[] {
    return values.map(Number).filter((value) => Number.isSafeInteger(value));
  },

  bound(comparison: Comparison, value: string | number): number {
    const up = comparison === "atLeast" || comparison === "below";
    const whole = up ? Math.ceil(Number(value)) : Math.floor(Number(value));
    // What is no number is above nothing and below nothing.
    if (Number.isNaN(whole))
      return comparison === "atLeast" || comparison === "above" ? LARGEST : -LARGEST;
    return Math.min(LARGEST, Math.max(-LARGEST, whole));
  },
};
