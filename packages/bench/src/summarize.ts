import type { Metrics, Summary } from "./suite.ts";

/**
 * Sums up what the rounds of a case measured. All rounds must have measured the same things, and
 * there must be one.
 */
export function summarize(rounds: readonly Metrics[]): Record<string, Summary> {
  const [first = {}] = rounds;
  return Object.fromEntries(
    Object.keys(first).map((metric) => {
      const values = rounds.map((round) => round[metric] ?? Number.NaN).sort((a, b) => a - b);
      const [least = Number.NaN, greatest = Number.NaN] = [values[0], values.at(-1)];
      return [metric, { median: medianOf(values), least, greatest }];
    }),
  );
}

function medianOf(sorted: readonly number[]): number {
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}
