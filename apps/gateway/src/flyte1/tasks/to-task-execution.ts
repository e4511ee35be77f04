import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Timestamp, timestampNow } from "@bufbuild/protobuf/wkt";
import type { ActionAttempt, ActionDetails } from "@runledger/proto";
import {
  type TaskExecution,
  TaskExecutionClosureSchema,
  TaskExecutionSchema,
} from "@runledger/proto/flyteidl/admin";
import {
  type TaskExecutionIdentifier,
  TaskExecutionIdentifierSchema,
} from "@runledger/proto/flyteidl/core";
import { visibleLogs } from "@runledger/state";
import { present } from "../../flyte2/present.ts";
import { executionOf } from "../executions/execution-id.ts";
import { durationOf } from "../executions/to-execution.ts";
import { attemptResult } from "../nodes/attempt-result.ts";
import { taskIdOf } from "../nodes/task-id.ts";
import { taskExecutionPhase } from "./task-execution-phase.ts";

/**
 * Shows an attempt as Flyte 1's task execution, with the links that a person should see now.
 *
 * @param now when it is looked at
 */
export function toTaskExecution(
  details: ActionDetails,
  attempt: ActionAttempt,
  now: Timestamp = timestampNow(),
): TaskExecution {
  const closure = create(TaskExecutionClosureSchema, {
    ...closureOf(details, attempt),
    phase: taskExecutionPhase(details, attempt),
    logs: visibleLogs(attempt, now),
  });
  return create(TaskExecutionSchema, {
    id: taskExecutionOf(details, attempt.attempt),
    inputUri: details.inputUri,
    closure,
  });
}

/** Names an attempt as Flyte 1 does, which counts them from 0. */
export function taskExecutionOf(details: ActionDetails, attempt: number): TaskExecutionIdentifier {
  const { id } = details;
  return create(TaskExecutionIdentifierSchema, {
    taskId: taskIdOf(details),
    nodeExecutionId: { nodeId: id?.name ?? "", executionId: executionOf(present(id?.run)) },
    retryAttempt: attempt - 1,
  });
}

function closureOf(
  { metadata }: ActionDetails,
  attempt: ActionAttempt,
): MessageInitShape<typeof TaskExecutionClosureSchema> {
  const result = attemptResult(attempt);
  const { clusterEvents, logContext, phaseTransitions, startTime, endTime } = attempt;
  const created = phaseTransitions[0]?.startTime ?? startTime;
  const updated = endTime ?? phaseTransitions.at(-1)?.startTime ?? created;
  return {
    ...(result && { outputResult: result }),
    ...(created && { createdAt: created }),
    ...(updated && { updatedAt: updated }),
    ...(startTime && { startedAt: startTime }),
    ...durationOf(attempt),
    taskType: metadata?.spec.case === "task" ? metadata.spec.value.taskType : "",
    reason: clusterEvents.at(-1)?.message ?? "",
    reasons: clusterEvents.map(({ occurredAt, message }) => ({
      message,
      ...(occurredAt && { occurredAt }),
    })),
    eventVersion: 1,
    ...(logContext && { logContext }),
  };
}
