import type { Backoff } from "./work-policy.ts";

/**
 * Draws how long to wait before another try, in milliseconds: anything up to a bound that doubles with each try ("full
 * jitter"), so that what failed together doesn't come back together.
 *
 * @param tries how often it was tried, from 1
 * @param chance from 0 up to, but not including, 1
 */
export function backoffDelay({ first, most }: Backoff, tries: number, chance: number): number {
  return chance * Math.min(most, first * 2 ** Math.min(tries - 1, 50));
}
