import type { Duration, Timestamp } from "@bufbuild/protobuf/wkt";
import type { QualityOfService } from "@runledger/proto/core/v1";
import type { ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";

/** Gets how long an action may wait before it starts: its own budget, or its tier's, or else the platform's default. */
export function queueingBudget(quality: QualityOfService | undefined): Duration {
  throw new Error(`not yet ${[quality].length}`);
}

/**
 * Gets until when the current attempt should have started: when it was queued, and its budget. Queued actions start in
 * this order, so that no tier starves. Undefined if nobody has told when it was queued.
 */
export function queueingDeadline(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
): Timestamp | undefined {
  throw new Error(`not yet ${[record, metadata].length}`);
}

/**
 * Tells whether an action with a quality of service has waited longer than its budget: in any attempt that has started
 * since, or in the current one up to `now`.
 */
export function isQueueingBudgetExceeded(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  now?: Timestamp,
): boolean {
  throw new Error(`not yet ${[record, metadata, now].length}`);
}
