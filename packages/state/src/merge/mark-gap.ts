import type { AttemptRecord } from "@runledger/proto/run/v1";

/**
 * Marks whether the attempt at a place, if there is one, follows one of which nothing is known. Told by the numbers that
 * are known, so that it doesn't depend on the order in which they were.
 */
export function markGap(attempts: AttemptRecord[], at: number): void {
  const record = attempts[at];
  if (record?.attempt === undefined) return;
  const before = attempts[at - 1]?.attempt?.attempt ?? 0;
  const followsGap = before !== record.attempt.attempt - 1;
  if (followsGap !== record.attempt.followsGap) {
    attempts[at] = { ...record, attempt: { ...record.attempt, followsGap } };
  }
}
