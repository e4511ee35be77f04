import type { ActionAttempt, ActionDetails } from "@runledger/proto";
import type { TaskExecution_Phase } from "@runledger/proto/core/v1";
import { executionView, toTaskPhase } from "@runledger/state";

/** Finds the phase of the task execution that an attempt is. */
export function taskExecutionPhase(
  details: ActionDetails,
  { attempt, phase }: ActionAttempt,
): TaskExecution_Phase {
  const isLast = attempt === details.attempts.at(-1)?.attempt;
  const goesOn = !isLast || !executionView(details).final;
  return toTaskPhase(phase, goesOn).phase;
}

/** Lists the attempts of an action that are task executions. A trace and a condition have none. */
export function taskExecutionsOf({ attempts, metadata }: ActionDetails): readonly ActionAttempt[] {
  const { case: sort } = metadata?.spec ?? {};
  return sort === "trace" || sort === "condition" ? [] : attempts;
}
