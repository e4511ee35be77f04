import type { ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import { attemptOf, latestAttempt, phaseOf } from "./current.ts";
import { actionPhaseLifecycle as lifecycle } from "./lifecycles.ts";

/** How many attempts an action may have where nobody has said: the most that a declaration may allow. */
export const MAX_ATTEMPTS = 1000;

/** Gets how many attempts an action may have: what it was declared with, or else {@link MAX_ATTEMPTS}. */
export function attemptLimit(metadata: ActionMetadata | undefined): number {
  return metadata?.maxAttempts || MAX_ATTEMPTS;
}

/**
 * Counts the attempts that may still follow the current one; undefined where nobody has said how many there may be.
 * 0 after an abort was requested, after a phase that ends the action itself, and after an attempt that was said to be the
 * last one.
 */
export function attemptsRemaining(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
): number | undefined {
  if (record.abort !== undefined || lifecycle.endsSubject(phaseOf(record))) return 0;
  if (latestAttempt(record)?.lastAttempt) return 0;
  if (!metadata?.maxAttempts) return undefined;
  return Math.max(0, metadata.maxAttempts - attemptOf(record));
}

/**
 * Tells whether a report of a later attempt would be taken now: the current phase is one that another attempt may start
 * from, or can still become one (its report may be under way), no abort was requested, and attempts remain.
 */
export function mayRetry(record: ActionRecord, metadata: ActionMetadata | undefined): boolean {
  const attempt = attemptOf(record);
  return (
    record.abort === undefined &&
    attempt < attemptLimit(metadata) &&
    (attempt === 0 || lifecycle.mayRetry(phaseOf(record)))
  );
}
