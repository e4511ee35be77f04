import { create } from "@bufbuild/protobuf";
import { type Duration, DurationSchema, type Timestamp } from "@bufbuild/protobuf/wkt";
import { type ActionDetails, type EnrichedIdentity, type Run, RunSource } from "@runledger/proto";
import type { WorkflowExecution_Phase } from "@runledger/proto/core/v1";
import {
  AbortMetadataSchema,
  type Execution,
  type ExecutionClosure,
  ExecutionClosureSchema,
  LiteralMapBlobSchema,
  ExecutionMetadata_ExecutionMode as Mode,
  ExecutionSchema,
  type ExecutionSpec,
  ExecutionSpecSchema,
  type ExecutionStateChangeDetails,
  ExecutionStateChangeDetailsSchema,
  ExecutionState,
} from "@runledger/proto/flyteidl/admin";
import { present } from "../../flyte2/present.ts";
import { generatedFrom } from "../entities/generated-workflow.ts";
import { taskOfRoot } from "../entities/run-tasks.ts";
import { attemptResult } from "../nodes/attempt-result.ts";
import { executionOf } from "./execution-id.ts";
import type { KeptExecution } from "./kept-executions.ts";

/** In nanoseconds. */
const SECOND = 1_000_000_000n;

/** What an execution is shown from. */
export interface ExecutionParts {
  readonly run: Run;
  readonly root: ActionDetails;
  readonly phase: WorkflowExecution_Phase;
  /** Undefined: it wasn't created through Flyte 1. */
  readonly kept: KeptExecution | undefined;
}

/** Shows a run as Flyte 1's execution. */
export function toExecution({ run, root, phase, kept }: ExecutionParts): Execution {
  const id = present(root.id?.run);
  const workflowId = kept?.told.closure?.workflowId ?? generatedFrom(taskOfRoot(root));
  const changed = kept?.told.closure?.stateChangeDetails;
  return create(ExecutionSchema, {
    id: executionOf(id),
    spec: kept?.told.spec ?? specOf(run, root),
    closure: create(ExecutionClosureSchema, {
      ...timesOf(run, root),
      ...outcomeOf(root),
      phase,
      workflowId,
      stateChangeDetails: changed ?? untouched(run),
    }),
  });
}

/** Who an identity is, in a word. */
function principalOf(identity: EnrichedIdentity | undefined): string {
  return identity?.principal.value?.id?.subject ?? "";
}

/** Says what a run from elsewhere would have been created with: its task. */
function specOf({ labels }: Run, root: ActionDetails): ExecutionSpec {
  const { source, executedBy } = root.metadata ?? {};
  const mode = source === RunSource.SCHEDULE_TRIGGER ? Mode.SCHEDULED : Mode.MANUAL;
  return create(ExecutionSpecSchema, {
    launchPlan: taskOfRoot(root),
    metadata: { mode, principal: principalOf(executedBy) },
    labels: { values: labels },
  });
}

/** Says that nobody has taken an execution out of use. */
function untouched({ createdTime }: Run): ExecutionStateChangeDetails {
  return create(ExecutionStateChangeDetailsSchema, {
    state: ExecutionState.EXECUTION_ACTIVE,
    ...(createdTime && { occurredAt: createdTime }),
  });
}

function outcomeOf(root: ActionDetails): Partial<Pick<ExecutionClosure, "outputResult">> {
  const info = root.status?.abort?.info;
  if (info !== undefined) {
    const told = { cause: info.reason, principal: principalOf(info.abortedBy) };
    return { outputResult: { case: "abortMetadata", value: create(AbortMetadataSchema, told) } };
  }
  const result = attemptResult(root.attempts.at(-1));
  if (result === undefined) return {};
  if (result.case === "error") return { outputResult: result };
  const value = create(LiteralMapBlobSchema, { data: { case: "uri", value: result.value } });
  return { outputResult: { case: "outputs", value } };
}

function timesOf({ createdTime, updatedTime }: Run, { status }: ActionDetails) {
  return {
    ...(createdTime && { createdAt: createdTime }),
    ...(updatedTime && { updatedAt: updatedTime }),
    ...(status?.startTime && { startedAt: status.startTime }),
    ...durationOf(status),
  };
}

/** Says how long something took that has ended. */
export function durationOf(
  times:
    | { readonly startTime?: Timestamp | undefined; readonly endTime?: Timestamp | undefined }
    | undefined,
): { duration?: Duration } {
  const { startTime, endTime } = times ?? {};
  if (startTime === undefined || endTime === undefined) return {};
  const nanos =
    (endTime.seconds - startTime.seconds) * SECOND + BigInt(endTime.nanos - startTime.nanos);
  const known = nanos < 0n ? 0n : nanos;
  return {
    duration: create(DurationSchema, { seconds: known / SECOND, nanos: Number(known % SECOND) }),
  };
}
