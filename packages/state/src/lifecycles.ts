import { type Lifecycle, defineLifecycle } from "@runledger/lifecycle";
import {
  type ActionPhase,
  ActionPhaseSchema,
  type NodeExecution_Phase,
  NodeExecution_PhaseSchema,
  type TaskExecution_Phase,
  TaskExecution_PhaseSchema,
  type WorkflowExecution_Phase,
  WorkflowExecution_PhaseSchema,
} from "@runledger/proto/core/v1";

/** What an action goes through, attempt by attempt: the ledger's own lifecycle, read off `ActionPhase`. */
export const actionPhaseLifecycle: Lifecycle<ActionPhase> =
  /*@__PURE__*/ defineLifecycle(ActionPhaseSchema);

/** What a Flyte 1 workflow execution goes through. */
export const workflowPhaseLifecycle: Lifecycle<WorkflowExecution_Phase> =
  /*@__PURE__*/ defineLifecycle(WorkflowExecution_PhaseSchema);

/** What a Flyte 1 node execution goes through. */
export const nodePhaseLifecycle: Lifecycle<NodeExecution_Phase> =
  /*@__PURE__*/ defineLifecycle(NodeExecution_PhaseSchema);

/** What a Flyte 1 task execution, one attempt, goes through. */
export const taskPhaseLifecycle: Lifecycle<TaskExecution_Phase> =
  /*@__PURE__*/ defineLifecycle(TaskExecution_PhaseSchema);
