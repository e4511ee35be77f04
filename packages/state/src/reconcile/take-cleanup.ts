import { AbortState, WorkCleanup } from "@runledger/proto/run/v1";
import { isAbortOpen } from "../is-abort-open.ts";
import { addMilliseconds } from "../times.ts";
import { type AbortDelivery, advanceAbort } from "./advance-abort.ts";
import { backoffDelay } from "./backoff-delay.ts";
import type { Draft } from "./draft.ts";
import { failAttempt, systemError } from "./end-attempt.ts";
import { hasEnded } from "./has-ended.ts";
import { release } from "./release.ts";

/** Takes it that the resource is gone. */
export function takeCleaned(draft: Draft): void {
  if (draft.work.cleanup !== WorkCleanup.UNSPECIFIED) release(draft);
}

/** Takes it that the resource isn't gone yet: it is looked at again later, and in the end given up. */
export function takeNotCleaned(draft: Draft, delivery: AbortDelivery): void {
  const { context, record, work } = draft;
  if (work.cleanup === WorkCleanup.UNSPECIFIED) return;
  const { chance, now, policy } = context;
  if (record.abort !== undefined && isAbortOpen(record.abort.state)) {
    const abort = advanceAbort(record.abort, delivery, policy, now, chance);
    draft.abort = abort;
    draft.record = { ...record, abort };
    work.cleanupNotBefore = abort.nextDeliveryTime;
    return;
  }
  work.cleanups += 1;
  if (work.cleanups < policy.cleanups) {
    const delay = backoffDelay(policy.cleanupBackoff, work.cleanups, chance);
    work.cleanupNotBefore = addMilliseconds(now, delay);
    return;
  }
  if (!hasEnded(draft)) {
    const message = `The resource of attempt ${work.attempt} couldn't be ended in ${work.cleanups} tries${reasonOf(delivery)}.`;
    const error = systemError("ResourceNotEnded", message, draft);
    failAttempt(draft, { error, retryable: false });
  }
  takeCleaned(draft);
}

/** Tells whether the abort was given up, so that nothing is tried until somebody asks for it. */
export function isGivenUp({ record }: Draft): boolean {
  return record.abort?.state === AbortState.GIVEN_UP;
}

function reasonOf(delivery: AbortDelivery): string {
  return delivery.kind === "failed" ? `, at last because: ${delivery.message}` : "";
}
