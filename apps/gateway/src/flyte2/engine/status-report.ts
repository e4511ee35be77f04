import { createHash } from "node:crypto";
import { create, toBinary } from "@bufbuild/protobuf";
import {
  type ActionEvent,
  ActionEventSchema,
  type ActionIdentifier,
  type ActionStatus,
} from "@runledger/proto";

/**
 * Says where an engine has an action as a report. A status has no version, and the same phase may come with more known of
 * it each time. So the version is drawn from what it says, above those that reports count up to: the same status again is
 * a repeat, and another one no conflict.
 *
 * @param reason why the action was aborted, if it was
 */
export function statusReport(
  id: ActionIdentifier,
  status: ActionStatus,
  attempt: number,
  reason?: string,
): ActionEvent {
  const { phase, startTime, endTime, cacheStatus } = status;
  const updatedTime = endTime ?? startTime;
  const event = create(ActionEventSchema, {
    id,
    attempt: Math.max(1, attempt),
    phase,
    ...(startTime && { startTime }),
    ...(endTime && { endTime }),
    ...(updatedTime && { updatedTime }),
    cacheStatus,
    ...(reason && { errorInfo: { message: reason } }),
    producer: "status",
  });
  return { ...event, version: versionOf(event) };
}

/** From 2^31 up to what is below the version that the ledger keeps for itself. */
function versionOf(event: ActionEvent): number {
  const digest = createHash("sha256").update(toBinary(ActionEventSchema, event)).digest();
  return 2 ** 31 + (digest.readUInt32BE(0) % (2 ** 31 - 1));
}
