import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type NodeExecutionEvent,
  NodeExecutionEventSchema,
  type TaskExecutionEvent,
  TaskExecutionEventSchema,
  type WorkflowExecutionEvent,
  WorkflowExecutionEventSchema,
} from "@runledger/proto/flyte1/v1";
import {
  ROOT_ACTION,
  nodePhaseLifecycle,
  taskPhaseLifecycle,
  workflowPhaseLifecycle,
} from "@runledger/state";
import { lifecycleTrack } from "./lifecycle-track.ts";
import type { Told } from "./told.ts";
import type { Track } from "./track.ts";

// Of workflows and nodes, Flyte 1 tells without versions: another report of one phase is no other story.
const workflowTrack: Track = lifecycleTrack("workflow", workflowPhaseLifecycle, false);
const nodeTrack: Track = lifecycleTrack("node", nodePhaseLifecycle, false);
const taskTrack: Track = lifecycleTrack("task", taskPhaseLifecycle, true);

const nowhere = { project: "", domain: "", name: "" };

/** Puts a report on a workflow execution as the judge takes it: as one on the root of a run. */
export function tellWorkflowEvent(event: WorkflowExecutionEvent): Told {
  return {
    track: workflowTrack,
    run: event.executionId ?? nowhere,
    action: ROOT_ACTION,
    parent: undefined,
    attempt: 1,
    phase: event.phase,
    version: 0,
    producer: event.producerId,
    time: millisecondsOf(event.occurredAt),
    seen: undefined,
    message: event,
    schema: WorkflowExecutionEventSchema,
    nameField: "executionId",
  };
}

/** Puts a report on a node as the judge takes it. */
export function tellNodeEvent(event: NodeExecutionEvent): Told {
  const parentTask = event.parentTaskMetadata?.id?.nodeExecutionId?.nodeId;
  return {
    track: nodeTrack,
    run: event.id?.executionId ?? nowhere,
    action: event.id?.nodeId ?? "",
    parent: event.parentNodeMetadata?.nodeId || parentTask || undefined,
    attempt: 1,
    phase: event.phase,
    version: 0,
    producer: event.producerId,
    time: millisecondsOf(event.occurredAt),
    seen: millisecondsOf(event.reportedAt),
    message: event,
    schema: NodeExecutionEventSchema,
    nameField: "id",
  };
}

/** Puts a report on an attempt of a task as the judge takes it: below its node, attempts from 1. */
export function tellTaskEvent(event: TaskExecutionEvent): Told {
  const node = event.parentNodeExecutionId;
  return {
    track: taskTrack,
    run: node?.executionId ?? nowhere,
    action: `${node?.nodeId ?? ""}/${event.taskId?.name ?? ""}`,
    parent: node?.nodeId,
    attempt: event.retryAttempt + 1,
    phase: event.phase,
    version: event.phaseVersion,
    producer: event.producerId,
    time: millisecondsOf(event.occurredAt),
    seen: millisecondsOf(event.reportedAt),
    message: event,
    schema: TaskExecutionEventSchema,
    nameField: "parentNodeExecutionId",
  };
}

function millisecondsOf(time: Timestamp | undefined): number | undefined {
  return time === undefined ? undefined : Number(time.seconds) * 1000 + time.nanos / 1_000_000;
}
