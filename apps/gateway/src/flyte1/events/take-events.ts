import { create } from "@bufbuild/protobuf";
import {
  type ActionIdentifier,
  ActionIdentifierSchema,
  type RunIdentifier,
} from "@runledger/proto";
import {
  NodeExecution_PhaseSchema,
  TaskExecution_PhaseSchema,
  WorkflowExecution_PhaseSchema,
} from "@runledger/proto/core/v1";
import type {
  NodeExecutionEvent,
  TaskExecutionEvent,
  WorkflowExecutionEvent,
} from "@runledger/proto/flyteidl/event";
import { ResourceType } from "@runledger/proto/flyteidl/core";
import { fromNodePhase, fromTaskPhase, fromWorkflowPhase, ROOT_ACTION } from "@runledger/state";
import { badInput } from "../../errors/bad-input.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { runOf } from "../executions/execution-id.ts";
import { keepLiterals } from "../literals/read-literals.ts";
import { keepDynamicWorkflow } from "../nodes/dynamic-workflow.ts";
import { levelVersion } from "./level-version.ts";
import { shortTask, taskOfSpecNode } from "./node-place.ts";
import { type Declared, recordEvent } from "./record-event.ts";
import { toReport } from "./told-event.ts";

/** What the root of an execution is that nobody has created: a workflow, whose nodes the engine tells of. */
const WORKFLOW_ROOT: Declared = { name: ROOT_ACTION, metadata: { isParentNode: true } };

/** Takes what an engine tells of an execution: a report on the root of its run. */
export async function takeWorkflowEvent(
  context: SurfaceContext,
  event: WorkflowExecutionEvent,
): Promise<void> {
  const run = runOf(present(event.executionId), "event.execution_id");
  const id = action(run, ROOT_ACTION);
  const { phase } = event;
  const known = await context.ledger.getRun(run);
  const told = {
    ...event,
    level: "workflow",
    mapped: fromWorkflowPhase(phase),
    attempt: Math.max(1, known?.action?.status?.attempts ?? 0),
    version: levelVersion("workflow", phase),
  } as const;
  const report = await toReport(context, id, told);
  const declaration = known?.declared === true ? undefined : WORKFLOW_ROOT;
  await recordEvent(context, report, declaration, WorkflowExecution_PhaseSchema, phase);
}

/** Takes what an engine tells of a node: a report on an action, in the attempt that it is in. */
export async function takeNodeEvent(
  context: SurfaceContext,
  event: NodeExecutionEvent,
): Promise<void> {
  const { nodeId, executionId } = present(event.id);
  if (nodeId === "") throw badInput("event.id.node_id", "event.id.node_id is missing.");
  const run = runOf(present(executionId), "event.id.execution_id");
  const id = action(run, nodeId);
  const { phase, targetMetadata: target } = event;
  const attempt = await attemptOf(context, id);
  const task = target.case === "taskNodeMetadata" ? target.value : undefined;
  const told = {
    ...event,
    level: "node",
    mapped: fromNodePhase(phase),
    attempt: Math.max(1, attempt),
    version: levelVersion("node", phase),
    more: {
      cacheStatus: task?.cacheStatus ?? 0,
      ...(event.deckUri !== "" && { outputs: { reportUri: event.deckUri } }),
    },
  } as const;
  const report = await toReport(context, id, told);
  const declaration = attempt === 0 ? await declareNode(context, run, event) : undefined;
  await recordEvent(context, report, declaration, NodeExecution_PhaseSchema, phase);
  if (task?.dynamicWorkflow !== undefined) {
    await keepDynamicWorkflow(context.ledger, id, task.dynamicWorkflow);
  }
}

/** Takes what an engine tells of a task: a report on an attempt of an action. */
export async function takeTaskEvent(
  context: SurfaceContext,
  event: TaskExecutionEvent,
): Promise<void> {
  const { nodeId, executionId } = present(event.parentNodeExecutionId);
  const run = runOf(present(executionId), "event.parent_node_execution_id.execution_id");
  const id = action(run, nodeId);
  const { phase, taskId, logs, logContext, reason, occurredAt } = event;
  const reasons = event.reasons.length > 0 ? event.reasons : [{ reason, occurredAt }];
  const told = {
    ...event,
    level: "task",
    mapped: fromTaskPhase(phase),
    attempt: event.retryAttempt + 1,
    version: event.phaseVersion,
    more: {
      logInfo: logs,
      ...(logContext && { logContext }),
      clusterEvents: reasons
        .filter((each) => each.reason !== "")
        .map((each) => ({
          message: each.reason,
          ...(each.occurredAt && { occurredAt: each.occurredAt }),
        })),
    },
  } as const;
  const report = await toReport(context, id, told);
  const isKnown = (await attemptOf(context, id)) > 0 || nodeId === ROOT_ACTION;
  const declaration: Declared = {
    name: nodeId,
    metadata: { ...shortTask(taskId, event.taskType, "") },
    inputUri: await inputsOf(context, run, event.inputValue),
  };
  await recordEvent(
    context,
    report,
    isKnown ? undefined : declaration,
    TaskExecution_PhaseSchema,
    phase,
  );
}

/** Says what a node is that nobody has told of. */
async function declareNode(
  context: SurfaceContext,
  run: RunIdentifier,
  event: NodeExecutionEvent,
): Promise<Declared | undefined> {
  const { id, targetEntity, specNodeId, nodeName, retryGroup } = event;
  const name = present(id).nodeId;
  if (name === ROOT_ACTION) return undefined;
  const parent =
    event.parentNodeMetadata?.nodeId ||
    event.parentTaskMetadata?.id?.nodeExecutionId?.nodeId ||
    ROOT_ACTION;
  const told = targetEntity?.resourceType === ResourceType.TASK ? targetEntity : undefined;
  const task = told ?? (await taskOfSpecNode(context, run, parent, specNodeId || name));
  return {
    name,
    metadata: {
      parent,
      group: retryGroup,
      specNodeId: specNodeId === name ? "" : specNodeId,
      isParentNode: event.isParent && !event.isDynamic,
      ...shortTask(task, "", nodeName),
    },
    inputUri: await inputsOf(context, run, event.inputValue),
  };
}

async function inputsOf(
  context: SurfaceContext,
  run: RunIdentifier,
  { case: kind, value }: NodeExecutionEvent["inputValue"],
): Promise<string> {
  if (kind === "inputUri") return value;
  return kind === "inputData" ? keepLiterals(context, run, value) : "";
}

function action(run: RunIdentifier, name: string): ActionIdentifier {
  return create(ActionIdentifierSchema, { run, name });
}

/** Tells which attempt an action is in; 0: nobody has told of it. */
async function attemptOf({ ledger }: SurfaceContext, id: ActionIdentifier): Promise<number> {
  return (await ledger.getAction(id))?.status?.attempts ?? 0;
}
