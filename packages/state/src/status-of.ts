import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { ActionMetadata, ActionRecord, ActionStatus } from "@runledger/proto/run/v1";
import { latestAttempt, phaseOf } from "./current.ts";
import { isQueueingBudgetExceeded } from "./queueing.ts";
import { earlier, millisecondsBetween } from "./times.ts";

/**
 * Derives an action's status from what is known of it. Its revision is 0: the ledger knows it.
 *
 * @param now until when an action that still waits has waited, if its queueing budget is to be held against that
 */
export function statusOf(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  now?: Timestamp,
): ActionStatus {
  const latest = latestAttempt(record);
  // Not by `create`: this is made for every report.
  const status: ActionStatus = {
    $typeName: "runledger.run.v1.ActionStatus",
    phase: phaseOf(record),
    attempts: latest?.attempt ?? 1,
    cacheStatus: latest?.cacheStatus ?? 0,
    queueingBudgetExceeded: isQueueingBudgetExceeded(record, metadata, now),
    revision: 0n,
  };
  const startTime = startOf(record);
  if (startTime !== undefined) status.startTime = startTime;
  if (record.abort !== undefined) status.abort = record.abort;
  // An attempt has an end only if its phase is terminal, so an action that was tried again has none until that ends.
  if (latest?.endTime !== undefined) {
    status.endTime = latest.endTime;
    if (startTime !== undefined) status.durationMs = millisecondsBetween(startTime, latest.endTime);
  }
  return status;
}

/** Gets the earliest time that any report on any attempt tells. */
function startOf({ attempts }: ActionRecord): Timestamp | undefined {
  let start: Timestamp | undefined;
  for (const { attempt } of attempts) start = earlier(start, attempt?.startTime);
  return start;
}
