import {
  ActionPhase,
  NodeExecution_Phase,
  TaskExecution_Phase,
  WorkflowExecution_Phase,
} from "@runledger/proto/core/v1";
import { byNumber } from "../by-number.ts";
import { type Mapped, nearest, same } from "./mapped.ts";

type Counterpart = Mapped<ActionPhase> | undefined;
type Counterparts<Phases> = Readonly<Record<keyof Phases, Counterpart>>;
type ByNumber = ReadonlyMap<number, Counterpart>;

// A phase that a schema adds breaks the build here until it has its counterpart.

const workflowPhases: Counterparts<typeof WorkflowExecution_Phase> = {
  UNDEFINED: undefined,
  QUEUED: same(ActionPhase.QUEUED),
  RUNNING: same(ActionPhase.RUNNING),
  SUCCEEDING: nearest(ActionPhase.RUNNING, "That everything below has ended well."),
  SUCCEEDED: same(ActionPhase.SUCCEEDED),
  FAILING: nearest(ActionPhase.RUNNING, "That something below has failed for good."),
  FAILED: same(ActionPhase.FAILED),
  ABORTED: same(ActionPhase.ABORTED),
  TIMED_OUT: same(ActionPhase.TIMED_OUT),
  ABORTING: nearest(ActionPhase.RUNNING, "That its abort was requested."),
};

const nodePhases: Counterparts<typeof NodeExecution_Phase> = {
  UNDEFINED: undefined,
  QUEUED: same(ActionPhase.QUEUED),
  RUNNING: same(ActionPhase.RUNNING),
  SUCCEEDED: same(ActionPhase.SUCCEEDED),
  FAILING: nearest(ActionPhase.RUNNING, "That it has failed and is cleaning up."),
  FAILED: same(ActionPhase.FAILED),
  ABORTED: same(ActionPhase.ABORTED),
  SKIPPED: nearest(ActionPhase.SUCCEEDED, "That it lies on a branch not taken, and did not run."),
  TIMED_OUT: same(ActionPhase.TIMED_OUT),
  DYNAMIC_RUNNING: nearest(ActionPhase.RUNNING, "That a workflow of its own is at work."),
  RECOVERED: same(ActionPhase.RECOVERED),
};

const taskPhases: Counterparts<typeof TaskExecution_Phase> = {
  UNDEFINED: undefined,
  QUEUED: same(ActionPhase.QUEUED),
  RUNNING: same(ActionPhase.RUNNING),
  SUCCEEDED: same(ActionPhase.SUCCEEDED),
  ABORTED: same(ActionPhase.ABORTED),
  FAILED: same(ActionPhase.FAILED),
  INITIALIZING: same(ActionPhase.INITIALIZING),
  WAITING_FOR_RESOURCES: same(ActionPhase.WAITING_FOR_RESOURCES),
  RETRYABLE_FAILED: nearest(ActionPhase.FAILED, "That another attempt follows."),
};

const workflowsByNumber: ByNumber = /*@__PURE__*/ byNumber(WorkflowExecution_Phase, workflowPhases);
const nodesByNumber: ByNumber = /*@__PURE__*/ byNumber(NodeExecution_Phase, nodePhases);
const tasksByNumber: ByNumber = /*@__PURE__*/ byNumber(TaskExecution_Phase, taskPhases);

/** Sees a Flyte 1 workflow execution's phase as its root action's. Undefined if it is no phase, or UNDEFINED. */
export function fromWorkflowPhase(phase: WorkflowExecution_Phase): Mapped<ActionPhase> | undefined {
  return workflowsByNumber.get(phase);
}

/** Sees a Flyte 1 node execution's phase as its action's. Undefined if it is no phase, or UNDEFINED. */
export function fromNodePhase(phase: NodeExecution_Phase): Mapped<ActionPhase> | undefined {
  return nodesByNumber.get(phase);
}

/** Sees a Flyte 1 task execution's phase as its attempt's. Undefined if it is no phase, or UNDEFINED. */
export function fromTaskPhase(phase: TaskExecution_Phase): Mapped<ActionPhase> | undefined {
  return tasksByNumber.get(phase);
}
