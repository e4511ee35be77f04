import type {
  ActionPhase,
  NodeExecution_Phase,
  TaskExecution_Phase,
  WorkflowExecution_Phase,
} from "@runledger/proto/core/v1";
import type { AbortState } from "@runledger/proto/run/v1";
import type { Mapped } from "./mapped.ts";

/** What a Flyte 1 phase follows from. */
export interface ExecutionView {
  /** The action's phase; for a workflow execution, the root's. */
  readonly phase: ActionPhase;
  /** How far a requested abort has come. */
  readonly abort?: AbortState | undefined;
  /** How many actions below it, at every depth, are in which phase, by the number of the phase. */
  readonly below?: Readonly<Record<number, number>> | undefined;
}

/** Sees a run as a Flyte 1 workflow execution, through its root action. */
export function toWorkflowPhase(view: ExecutionView): Mapped<WorkflowExecution_Phase> {
  throw new Error(`not yet ${[view].length}`);
}

/** Sees an action as a Flyte 1 node execution. */
export function toNodePhase(view: ExecutionView): Mapped<NodeExecution_Phase> {
  throw new Error(`not yet ${[view].length}`);
}

/**
 * Sees an attempt as a Flyte 1 task execution.
 *
 * @param hasSuccessor whether a later attempt of the action is known
 */
export function toTaskPhase(
  phase: ActionPhase,
  hasSuccessor: boolean,
): Mapped<TaskExecution_Phase> {
  throw new Error(`not yet ${[phase, hasSuccessor].length}`);
}
