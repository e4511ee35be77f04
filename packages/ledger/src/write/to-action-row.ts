import {
  type AbortRequest,
  AbortState,
  ActionRecordSchema,
  ActionStatusSchema,
} from "@runledger/proto";
import { attemptError, latestAttempt, statusOf } from "@runledger/state";
import type { StoredAction } from "@runledger/store";
import { toMicrosOrNull } from "../times.ts";
import { encode } from "../wire/encode.ts";
import type { ActionState } from "./action-state.ts";
import { taskNames } from "./task-names.ts";

/** Derives an action's row from what is known of it. */
export function toActionRow(runId: number, action: ActionState, updatedAt: number): StoredAction {
  const { metadata, record } = action;
  const status = statusOf(record, metadata);
  const latest = latestAttempt(record);
  const error = latest && attemptError(latest);
  const { taskName, taskType, type } = taskNames(metadata);
  return {
    runId,
    number: action.number,
    name: action.name,
    parent: metadata.parent,
    group: metadata.group,
    type,
    taskName,
    taskType,
    phase: status.phase,
    attempt: status.attempts,
    maxAttempts: metadata.maxAttempts,
    createdAt: action.createdAt,
    startedAt: toMicrosOrNull(status.startTime),
    endedAt: toMicrosOrNull(status.endTime),
    updatedAt,
    errorKind: error?.kind ?? 0,
    errorCode: error?.code ?? "",
    cacheStatus: status.cacheStatus,
    abortState: record.abort?.state ?? AbortState.UNSPECIFIED,
    abortDueAt: abortDueAt(record.abort),
    revision: action.revision,
    metadata: action.metadataBytes,
    // A copy: views of runs keep it.
    status: encode(ActionStatusSchema, status).slice(),
    record: encode(ActionRecordSchema, record),
  };
}

/** When an abort is to be delivered next: null once it is confirmed or given up. */
function abortDueAt(abort: AbortRequest | undefined): number | null {
  const open = abort?.state === AbortState.REQUESTED || abort?.state === AbortState.DELIVERED;
  return open ? toMicrosOrNull(abort.nextDeliveryTime) : null;
}
