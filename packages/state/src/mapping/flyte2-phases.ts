import {
  ActionPhase,
  NodeExecution_Phase as Node,
  TaskExecution_Phase as Task,
  WorkflowExecution_Phase as Workflow,
} from "@runledger/proto/core/v1";
import { byNumber } from "../by-number.ts";
import { type Mapped, nearest, same } from "./mapped.ts";

/** What a Flyte 2 phase is at each of Flyte 1's levels, taken by itself. */
export interface Flyte1Phases {
  readonly workflow: Mapped<Workflow>;
  readonly node: Mapped<Node>;
  readonly task: Mapped<Task>;
}

const waits = "That it waits for resources.";
const isSetUp = "That resources are there and it is being set up.";
const awaitsSignal = "That it waits for a signal.";
const recovered = "That the result was taken over from an earlier run.";
const timedOut = "That it took longer than it was allowed to.";

/** A phase that the schema adds breaks the build here until it has its counterparts. */
export const flyte1Phases: ReadonlyMap<number, Flyte1Phases> = /*@__PURE__*/ byNumber<
  keyof typeof ActionPhase,
  Flyte1Phases
>(ActionPhase, {
  UNSPECIFIED: {
    workflow: same(Workflow.UNDEFINED),
    node: same(Node.UNDEFINED),
    task: same(Task.UNDEFINED),
  },
  QUEUED: {
    workflow: same(Workflow.QUEUED),
    node: same(Node.QUEUED),
    task: same(Task.QUEUED),
  },
  WAITING_FOR_RESOURCES: {
    workflow: nearest(Workflow.QUEUED, waits),
    node: nearest(Node.QUEUED, waits),
    task: same(Task.WAITING_FOR_RESOURCES),
  },
  INITIALIZING: {
    workflow: nearest(Workflow.QUEUED, isSetUp),
    node: nearest(Node.QUEUED, isSetUp),
    task: same(Task.INITIALIZING),
  },
  RUNNING: {
    workflow: same(Workflow.RUNNING),
    node: same(Node.RUNNING),
    task: same(Task.RUNNING),
  },
  PAUSED: {
    workflow: nearest(Workflow.RUNNING, awaitsSignal),
    node: nearest(Node.RUNNING, awaitsSignal),
    task: nearest(Task.RUNNING, awaitsSignal),
  },
  SUCCEEDED: {
    workflow: same(Workflow.SUCCEEDED),
    node: same(Node.SUCCEEDED),
    task: same(Task.SUCCEEDED),
  },
  FAILED: {
    workflow: same(Workflow.FAILED),
    node: same(Node.FAILED),
    task: same(Task.FAILED),
  },
  ABORTED: {
    workflow: same(Workflow.ABORTED),
    node: same(Node.ABORTED),
    task: same(Task.ABORTED),
  },
  TIMED_OUT: {
    workflow: same(Workflow.TIMED_OUT),
    node: same(Node.TIMED_OUT),
    task: nearest(Task.FAILED, timedOut),
  },
  RECOVERED: {
    workflow: nearest(Workflow.SUCCEEDED, recovered),
    node: same(Node.RECOVERED),
    task: nearest(Task.SUCCEEDED, recovered),
  },
});
