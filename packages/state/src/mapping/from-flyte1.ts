import type {
  ActionPhase,
  NodeExecution_Phase,
  TaskExecution_Phase,
  WorkflowExecution_Phase,
} from "@runledger/proto/core/v1";
import type { Mapped } from "./mapped.ts";

/** Sees a Flyte 1 workflow execution's phase as its root action's. Undefined if it is no phase, or UNDEFINED. */
export function fromWorkflowPhase(phase: WorkflowExecution_Phase): Mapped<ActionPhase> | undefined {
  throw new Error(`not yet ${[phase].length}`);
}

/** Sees a Flyte 1 node execution's phase as its action's. Undefined if it is no phase, or UNDEFINED. */
export function fromNodePhase(phase: NodeExecution_Phase): Mapped<ActionPhase> | undefined {
  throw new Error(`not yet ${[phase].length}`);
}

/** Sees a Flyte 1 task execution's phase as its attempt's. Undefined if it is no phase, or UNDEFINED. */
export function fromTaskPhase(phase: TaskExecution_Phase): Mapped<ActionPhase> | undefined {
  throw new Error(`not yet ${[phase].length}`);
}
