import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { AbortInfoSchema } from "@runledger/proto";
import {
  EventFailureReasonSchema,
  type ExecutionTerminateRequest,
} from "@runledger/proto/flyteidl/admin";
import { WorkflowExecution_PhaseSchema } from "@runledger/proto/core/v1";
import { isAbortOpen } from "@runledger/state";
import { runNotKnown } from "../../flyte2/not-known.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { runOf } from "./execution-id.ts";
import { findExecution } from "./read-executions.ts";

/**
 * Stops an execution. Where an engine owns the work, it is ABORTING until that one confirms it.
 *
 * @throws ConnectError FAILED_PRECONDITION where it has ended, with the reason as a detail, as Flyte 1 has it
 */
export async function terminateExecution(
  { ledger }: SurfaceContext,
  { id, cause }: ExecutionTerminateRequest,
): Promise<void> {
  const run = runOf(present(id));
  if ((await ledger.getRun(run)) === undefined) throw runNotKnown(run);
  const result = await ledger.abortRun(run, create(AbortInfoSchema, { reason: cause }));
  const isOpen = result.kind === "requestedBefore" && isAbortOpen(result.state);
  if (result.kind === "aborted" || isOpen) return;
  const { phase } = await findExecution(ledger, run);
  throw alreadyEnded(
    `The execution ${run.project}/${run.domain}/${run.name} has ended: ${WorkflowExecution_PhaseSchema.value[phase]?.name}. There is nothing to stop.`,
    WorkflowExecution_PhaseSchema.value[phase]?.name,
  );
}

/** Makes the error of what has ended already, with its phase as Flyte 1 says it. */
export function alreadyEnded(message: string, currentPhase = ""): ConnectError {
  const detail = { reason: { case: "alreadyInTerminalState", value: { currentPhase } } } as const;
  return new ConnectError(message, Code.FailedPrecondition, undefined, [
    { desc: EventFailureReasonSchema, value: detail },
  ]);
}
