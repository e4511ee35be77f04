import type { ActionAttempt, ActionRecord } from "@runledger/proto/run/v1";

/** Finds the place of an attempt's number among an action's attempts: that of the first whose number isn't below it. */
export function placeOfAttempt({ attempts }: ActionRecord, attempt: number): number {
  let low = 0;
  let high = attempts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((attempts[middle]?.attempt?.attempt ?? 0) < attempt) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Gets an attempt of an action by its number; undefined if nothing is known of it. */
export function attemptAt(record: ActionRecord, attempt: number): ActionAttempt | undefined {
  const found = record.attempts[placeOfAttempt(record, attempt)]?.attempt;
  return found?.attempt === attempt ? found : undefined;
}
