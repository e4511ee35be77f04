import type { Ledger } from "@runledger/ledger";
import type { ActionDetails } from "@runledger/proto";
import type { WorkflowExecution_Phase } from "@runledger/proto/core/v1";
import { actionPhaseLifecycle, executionView, toWorkflowPhase } from "@runledger/state";

/** Finds the phase of the execution that a run is. What is below its root is counted only where it matters. */
export async function executionPhase(
  ledger: Pick<Ledger, "countActions">,
  root: ActionDetails,
): Promise<WorkflowExecution_Phase> {
  const view = executionView(root);
  const run = root.id?.run;
  const matters = run !== undefined && !actionPhaseLifecycle.isTerminal(view.phase);
  if (!matters) return toWorkflowPhase(view).phase;
  const below = new Map(await ledger.countActions(run));
  below.set(view.phase, (below.get(view.phase) ?? 1) - 1);
  return toWorkflowPhase({ ...view, below: Object.fromEntries(below) }).phase;
}
