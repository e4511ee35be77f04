import type { Duration, Timestamp } from "@bufbuild/protobuf/wkt";
import { type QualityOfService, QualityOfService_Tier } from "@runledger/proto/core/v1";
import type { ActionAttempt, ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import { byNumber } from "./by-number.ts";
import { latestAttempt } from "./current.ts";
import { isBeforeWork } from "./phases.ts";
import { addDuration, compareTimes } from "./times.ts";

/**
 * How long an action of each tier may wait, in seconds. Flyte leaves that to whoever runs the platform and has no defaults;
 * an order of magnitude between neighbours keeps the tiers apart. Who asks for nothing is in the middle.
 */
const tierBudgets: ReadonlyMap<number, number> = /*@__PURE__*/ byNumber(QualityOfService_Tier, {
  UNDEFINED: 600,
  HIGH: 60,
  MEDIUM: 600,
  LOW: 3600,
});

/** Gets how long an action may wait before it starts: its own budget, or its tier's. */
export function queueingBudget(quality: QualityOfService | undefined): Duration {
  const designation = quality?.designation;
  if (designation?.case === "spec" && designation.value.queueingBudget !== undefined) {
    return designation.value.queueingBudget;
  }
  const tier = designation?.case === "tier" ? designation.value : QualityOfService_Tier.UNDEFINED;
  const seconds = tierBudgets.get(tier) ?? tierBudgets.get(QualityOfService_Tier.UNDEFINED) ?? 0;
  return { $typeName: "google.protobuf.Duration", seconds: BigInt(seconds), nanos: 0 };
}

/**
 * Gets until when the current attempt should start: when it was queued, and its budget. Queued actions start in this order,
 * so that no tier starves. Undefined if nobody has told when it was queued.
 */
export function queueingDeadline(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
): Timestamp | undefined {
  return deadlineOf(latestAttempt(record), queueingBudget(metadata?.qualityOfService));
}

/**
 * Tells whether an action that was declared with a quality of service has waited longer than its budget: in any attempt
 * that has started since, or in the current one up to `now`.
 */
export function isQueueingBudgetExceeded(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  now?: Timestamp,
): boolean {
  if (metadata?.qualityOfService?.designation.case === undefined) return false;
  const budget = queueingBudget(metadata.qualityOfService);
  return record.attempts.some(({ attempt }, at) => {
    const deadline = deadlineOf(attempt, budget);
    const waits = at === record.attempts.length - 1 && isBeforeWork(attempt?.phase ?? 0);
    const until = waits ? now : startOf(attempt);
    return deadline !== undefined && until !== undefined && compareTimes(until, deadline) > 0;
  });
}

function deadlineOf(attempt: ActionAttempt | undefined, budget: Duration): Timestamp | undefined {
  const queued = attempt?.phaseTransitions.find(
    ({ phase, startTime }) => isBeforeWork(phase) && startTime !== undefined,
  );
  return queued?.startTime === undefined ? undefined : addDuration(queued.startTime, budget);
}

/** Gets when an attempt stopped waiting: when it began to work, or ended without. */
function startOf(attempt: ActionAttempt | undefined): Timestamp | undefined {
  return attempt?.phaseTransitions.find(
    ({ phase, startTime }) => !isBeforeWork(phase) && startTime !== undefined,
  )?.startTime;
}
