import {
  type ActionPhase,
  NodeExecution_Phase,
  TaskExecution_Phase,
  WorkflowExecution_Phase,
} from "@runledger/proto/core/v1";
import type { AbortState } from "@runledger/proto/run/v1";
import { isAbortOpen } from "../is-abort-open.ts";
import { actionPhaseLifecycle as lifecycle, workflowPhaseLifecycle } from "../lifecycles.ts";
import { absentPhase, outcomeOf } from "../phases.ts";
import { type Flyte1Phases, flyte1Phases } from "./flyte2-phases.ts";
import { type Mapped, nearest, same } from "./mapped.ts";
import { reportedPhase } from "./reported-phase.ts";

/** What a Flyte 1 phase follows from. */
export interface ExecutionView {
  /** The action's phase; for a workflow execution, the root's. */
  readonly phase: ActionPhase;
  /** Whether the action has ended for good: see `isFinal`. Asked only where the phase ends an attempt. */
  readonly final: boolean;
  /** How far a requested abort has come. */
  readonly abort?: AbortState | undefined;
  /** How many actions below it, at every depth, are in which phase, by the number of the phase. */
  readonly below?: Readonly<Record<number, number>> | undefined;
  /** Whether there are actions below it, where that is all that is known of them. */
  readonly isParent?: boolean | undefined;
  /** How a report named the phase: `reported_as` of the latest attempt. */
  readonly reportedAs?: string | undefined;
}

/** The actions below another, counted by how they are. */
interface Below {
  readonly open: number;
  readonly failed: number;
  readonly total: number;
}

const willRetry = "That an attempt has failed, and another follows.";

/**
 * Sees a run as a Flyte 1 workflow execution, through its root action. What Flyte 2 has no phase for is derived: ABORTING
 * while an abort isn't confirmed; while the root is at work, FAILING when something below has failed and other work is
 * still going on, and SUCCEEDING when everything below has ended well.
 *
 * The derived phases are a view and no lifecycle: a workflow that survives a failure, or starts more work after a pause,
 * goes back from them to RUNNING, which Flyte 1's own engine never does. That is said in `lost`.
 */
export function toWorkflowPhase(view: ExecutionView): Mapped<WorkflowExecution_Phase> {
  if (view.abort !== undefined && isAbortOpen(view.abort)) {
    return nearest(
      WorkflowExecution_Phase.ABORTING,
      "That it counts as aborted already, whatever the engine still does.",
    );
  }
  if (awaitsRetry(view)) return nearest(WorkflowExecution_Phase.RUNNING, willRetry);
  const reported = reportedPhase("workflow", view.reportedAs, view.phase);
  if (reported !== undefined) return same(reported as WorkflowExecution_Phase);
  const mapped = phasesOf(view.phase).workflow;
  const isAtWork = workflowPhaseLifecycle.of(mapped.phase)?.role === "active";
  return (isAtWork && derived(countBelow(view.below))) || mapped;
}

/**
 * Sees an action as a Flyte 1 node execution. One at work that has actions below it runs a workflow of its own. Whether it
 * lies on a branch not taken isn't told in Flyte 2: only a report that says so tells.
 */
export function toNodePhase(view: ExecutionView): Mapped<NodeExecution_Phase> {
  if (awaitsRetry(view)) return nearest(NodeExecution_Phase.RUNNING, willRetry);
  const reported = reportedPhase("node", view.reportedAs, view.phase);
  if (reported !== undefined) return same(reported as NodeExecution_Phase);
  const mapped = phasesOf(view.phase).node;
  const isParent = view.isParent ?? countBelow(view.below).total > 0;
  const isDynamic = isParent && lifecycle.of(view.phase)?.role === "active";
  return isDynamic ? same(NodeExecution_Phase.DYNAMIC_RUNNING) : mapped;
}

/**
 * Sees an attempt as a Flyte 1 task execution. One that failed and has a successor, or is to have one, has failed retryably.
 *
 * @param hasSuccessor whether a later attempt of the action is known, or the action goes on for another one
 */
export function toTaskPhase(
  phase: ActionPhase,
  hasSuccessor: boolean,
): Mapped<TaskExecution_Phase> {
  const mapped = phasesOf(phase).task;
  return hasSuccessor && outcomeOf(phase) === "failure"
    ? { ...mapped, phase: TaskExecution_Phase.RETRYABLE_FAILED }
    : mapped;
}

/** Flyte 1 has one phase for all attempts of a node or a workflow, and it goes on while another may come. */
function awaitsRetry({ phase, final }: ExecutionView): boolean {
  return !final && lifecycle.endsAttempt(phase);
}

function derived({ open, failed, total }: Below): Mapped<WorkflowExecution_Phase> | undefined {
  if (failed > 0 && open > 0) {
    return nearest(WorkflowExecution_Phase.FAILING, "That the workflow may survive the failure.");
  }
  if (total > 0 && open === 0 && failed === 0) {
    return nearest(WorkflowExecution_Phase.SUCCEEDING, "That the workflow may start more work.");
  }
  return undefined;
}

function countBelow(counts: Readonly<Record<number, number>> = {}): Below {
  const below = { open: 0, failed: 0, total: 0 };
  for (const [phase, count] of Object.entries(counts)) {
    below.total += count;
    if (!lifecycle.isTerminal(Number(phase))) below.open += count;
    if (outcomeOf(Number(phase)) === "failure") below.failed += count;
  }
  return below;
}

/** A number that is no phase is seen as none. */
function phasesOf(phase: ActionPhase): Flyte1Phases {
  const phases = flyte1Phases.get(phase) ?? flyte1Phases.get(absentPhase);
  if (phases === undefined) throw new Error("The absent phase has no counterparts.");
  return phases;
}
