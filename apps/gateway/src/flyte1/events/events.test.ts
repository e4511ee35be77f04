// What Flyte 1's engine tells, by a real client over gRPC, and what all surfaces show of it.

import { Code, ConnectError } from "@connectrpc/connect";
import {
  ActionPhase,
  NodeExecution_Phase as Node,
  TaskExecution_Phase as Task,
  WorkflowExecution_Phase as Workflow,
} from "@runledger/proto/core/v1";
import { EventFailureReasonSchema } from "@runledger/proto/flyteidl/admin";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { expect, test } from "vitest";
import {
  integer,
  openFlyte1,
  place,
  planId,
  taskId,
  text,
  workflowId,
} from "../../testing/flyte1.ts";
import { rpcClient } from "../../testing/rpc-client.ts";

const id = { ...place, name: "one" };
const node = (nodeId: string) => ({ nodeId, executionId: id });
const at = (seconds: number) => ({ seconds: BigInt(seconds), nanos: 0 });

async function open() {
  const opened = await openFlyte1();
  const { admin } = opened;
  const inputs = { literals: { name: text("x") } };
  await admin.createExecution({ ...id, spec: { launchPlan: planId }, inputs });
  let now = 0;
  const time = () => ({ occurredAt: at((now += 1)), producerId: "propeller" });
  return {
    ...opened,
    workflow: (phase: Workflow, more: object = {}) =>
      admin.createWorkflowEvent({ event: { executionId: id, phase, ...time(), ...more } }),
    node: (nodeId: string, phase: Node, more: object = {}) =>
      admin.createNodeEvent({ event: { id: node(nodeId), phase, ...time(), ...more } }),
    task: (nodeId: string, retryAttempt: number, phase: Task, more: object = {}) =>
      admin.createTaskEvent({
        event: {
          taskId,
          parentNodeExecutionId: node(nodeId),
          retryAttempt,
          phase,
          ...time(),
          ...more,
        },
      }),
    phases: async () => {
      const execution = await admin.getExecution({ id });
      const nodes = await admin.listNodeExecutions({ workflowExecutionId: id, limit: 9 });
      return {
        workflow: execution.closure?.phase,
        nodes: Object.fromEntries(
          nodes.nodeExecutions.map((each) => [each.id?.nodeId, each.closure?.phase]),
        ),
      };
    },
  };
}

test("a whole execution as an engine tells it, with a retry, is one story at every level", async () => {
  const { admin, gateway, node: tellNode, phases, task, workflow } = await open();
  await workflow(Workflow.RUNNING);
  await tellNode("n0", Node.QUEUED);
  await tellNode("n0", Node.RUNNING);
  await task("n0", 0, Task.QUEUED);
  await task("n0", 0, Task.RUNNING, { reason: "started" });
  expect(await phases()).toEqual({ workflow: Workflow.RUNNING, nodes: { n0: Node.RUNNING } });
  await task("n0", 0, Task.RETRYABLE_FAILED, {
    outputResult: { case: "error", value: { code: "E", message: "again" } },
  });
  expect(await phases()).toEqual({ workflow: Workflow.RUNNING, nodes: { n0: Node.RUNNING } });
  await task("n0", 1, Task.RUNNING, { logs: [{ name: "log", uri: "u" }] });
  const literals = { literals: { o0: integer(7) } };
  await task("n0", 1, Task.SUCCEEDED, { outputResult: { case: "outputData", value: literals } });
  await tellNode("n0", Node.SUCCEEDED);
  await tellNode("n1", Node.SKIPPED);
  expect(await phases()).toEqual({
    workflow: Workflow.SUCCEEDING,
    nodes: { n0: Node.SUCCEEDED, n1: Node.SKIPPED },
  });
  await workflow(Workflow.SUCCEEDING);
  await workflow(Workflow.SUCCEEDED, { outputResult: { case: "outputUri", value: "s3://all" } });
  expect((await phases()).workflow).toBe(Workflow.SUCCEEDED);
  const request = { nodeExecutionId: node("n0"), limit: 9 };
  const { taskExecutions } = await admin.listTaskExecutions(request);
  expect(taskExecutions).toMatchObject([
    {
      id: { taskId, retryAttempt: 0 },
      closure: {
        phase: Task.RETRYABLE_FAILED,
        reasons: [{ message: "started" }],
        outputResult: { value: { code: "E" } },
      },
    },
    { id: { retryAttempt: 1 }, closure: { phase: Task.SUCCEEDED, logs: [{ name: "log" }] } },
  ]);
  const data = await admin.getNodeExecutionData({ id: node("n0") });
  expect(data.fullOutputs).toMatchObject(literals);
  const runs = rpcClient(RunService, gateway);
  const { details } = await runs.getActionDetails({ actionId: { run: id, name: "n0" } });
  expect(details).toMatchObject({
    metadata: { parent: "a0", spec: { case: "task", value: { id: { name: taskId.name } } } },
    status: { phase: ActionPhase.SUCCEEDED, attempts: 2 },
  });
  const { span } = await admin.getExecutionMetrics({ id, depth: 4 });
  expect(span?.spans.map((each) => each.id.value)).toMatchObject([node("n0"), node("n1")]);
  expect(span?.spans[0]?.spans[0]?.spans.map((each) => each.id.value)).toEqual([
    "QUEUED",
    "RUNNING",
    "FAILED",
  ]);
});

test("phases that say more than an action's are shown while they hold", async () => {
  const { node: tellNode, phases, workflow } = await open();
  await workflow(Workflow.RUNNING);
  await tellNode("n0", Node.DYNAMIC_RUNNING);
  await workflow(Workflow.FAILING);
  expect(await phases()).toEqual({
    workflow: Workflow.FAILING,
    nodes: { n0: Node.DYNAMIC_RUNNING },
  });
  await tellNode("n0", Node.FAILING);
  expect((await phases()).nodes).toEqual({ n0: Node.FAILING });
  await tellNode("n0", Node.FAILED);
  await workflow(Workflow.FAILED);
  expect(await phases()).toEqual({ workflow: Workflow.FAILED, nodes: { n0: Node.FAILED } });
});

test("children stand below their node, and the workflow that it made can be got", async () => {
  const { admin, node: tellNode } = await open();
  const compiledWorkflow = { primary: { template: { nodes: [{ id: "dn0" }] } } };
  const dynamicWorkflow = { compiledWorkflow };
  await tellNode("n0", Node.DYNAMIC_RUNNING, {
    targetMetadata: { case: "taskNodeMetadata", value: { dynamicWorkflow } },
  });
  await tellNode("n0-0-dn0", Node.RUNNING, { parentNodeMetadata: { nodeId: "n0" } });
  const below = await admin.listNodeExecutions({
    workflowExecutionId: id,
    uniqueParentId: "n0",
    limit: 9,
  });
  expect(below.nodeExecutions.map((each) => each.id?.nodeId)).toEqual(["n0-0-dn0"]);
  const top = await admin.listNodeExecutions({ workflowExecutionId: id, limit: 9 });
  expect(top.nodeExecutions).toMatchObject([
    { id: node("n0"), metadata: { isParentNode: true }, closure: { phase: Node.DYNAMIC_RUNNING } },
  ]);
  expect(await admin.getDynamicNodeWorkflow({ id: node("n0") })).toMatchObject({
    compiledWorkflow,
  });
  await expect(admin.getDynamicNodeWorkflow({ id: node("n0-0-dn0") })).rejects.toMatchObject({
    code: Code.NotFound,
  });
  const parent = { taskId, nodeExecutionId: node("n0"), retryAttempt: 0 };
  const children = await admin.listNodeExecutionsForTask({ taskExecutionId: parent, limit: 9 });
  expect(children.nodeExecutions).toHaveLength(1);
});

test("a node within a workflow of a workflow has the task of its own definition, and its parent is one from the first", async () => {
  const { admin, node: tellNode } = await open();
  const task = (name: string) => ({ ...taskId, name });
  const taskNode = (nodeId: string, name: string) => ({
    id: nodeId,
    target: {
      case: "taskNode",
      value: { reference: { case: "referenceId", value: task(name) } },
    } as const,
  });
  const inner = { ...workflowId, name: "inner" };
  const outer = { ...workflowId, name: "outer" };
  const subWorkflowRef = { case: "subWorkflowRef", value: inner } as const;
  const nested = { case: "workflowNode", value: { reference: subWorkflowRef } } as const;
  for (const name of ["in", "out", "made"]) {
    await admin.createTask({ id: task(name), spec: { template: { type: "t" } } });
  }
  const nodes = [{ id: "n0", target: nested }, taskNode("n1", "out")];
  const subWorkflows = [{ id: inner, nodes: [taskNode("n1", "in")] }];
  await admin.createWorkflow({ id: outer, spec: { template: { nodes }, subWorkflows } });
  const plan = { ...planId, name: "outer" };
  await admin.createLaunchPlan({ id: plan, spec: { workflowId: outer } });
  await admin.createExecution({ ...place, name: "two", spec: { launchPlan: plan } });
  const executionId = { ...place, name: "two" };
  const tell = (nodeId: string, specNodeId: string, parent: string, more: object = {}) =>
    tellNode(nodeId, Node.RUNNING, {
      id: { nodeId, executionId },
      specNodeId,
      ...(parent !== "" && { parentNodeMetadata: { nodeId: parent } }),
      ...more,
    });
  const show = (nodeId: string) => admin.getNodeExecution({ id: { nodeId, executionId } });
  await tell("n0", "n0", "", { isParent: true });
  const metadata = { specNodeId: "n0", isParentNode: true, isDynamic: false };
  expect(await show("n0")).toMatchObject({ metadata, closure: { phase: Node.RUNNING } });
  const primary = { template: { nodes: [taskNode("dn0", "made")] } };
  const value = { dynamicWorkflow: { compiledWorkflow: { primary } } };
  await tell("n0-0-n1", "n1", "n0", { targetMetadata: { case: "taskNodeMetadata", value } });
  await tell("n0-0-n1-0-dn0", "dn0", "n0-0-n1");
  await tell("n1", "n1", "");
  expect((await show("n0")).metadata).toMatchObject(metadata);
  const found = ["n0-0-n1", "n0-0-n1-0-dn0", "n1"].map(async (nodeId) => {
    const nodeExecutionId = { nodeId, executionId };
    const list = await admin.listTaskExecutions({ nodeExecutionId, limit: 1 });
    return [(await show(nodeId)).metadata?.specNodeId, list.taskExecutions[0]?.id?.taskId?.name];
  });
  expect(await Promise.all(found)).toEqual([
    ["n1", "in"],
    ["dn0", "made"],
    ["n1", "out"],
  ]);
});

test.each(["workflow", "node"] as const)(
  "the nodes of an execution that nobody has created are below it, whichever is told of first: the %s",
  async (first) => {
    const { admin } = await openFlyte1();
    const executionId = { ...place, name: "unheard" };
    const tell = {
      workflow: () =>
        admin.createWorkflowEvent({
          event: { executionId, phase: Workflow.RUNNING, occurredAt: at(1) },
        }),
      node: () =>
        admin.createNodeEvent({
          event: { id: { nodeId: "n0", executionId }, phase: Node.RUNNING, occurredAt: at(2) },
        }),
    };
    const top = async () => {
      const page = await admin.listNodeExecutions({ workflowExecutionId: executionId, limit: 9 });
      return page.nodeExecutions.map((each) => each.id?.nodeId);
    };
    await tell[first]();
    expect(await top()).toEqual(first === "node" ? ["n0"] : []);
    await tell[first === "node" ? "workflow" : "node"]();
    expect(await top()).toEqual(["n0"]);
  },
);

test("the root of a run that another surface has told of is its one node", async () => {
  const { admin, report } = await openFlyte1();
  await report("elsewhere", "a0", { phase: ActionPhase.RUNNING });
  await report("elsewhere", "below", { phase: ActionPhase.RUNNING });
  const page = await admin.listNodeExecutions({
    workflowExecutionId: { ...place, name: "elsewhere" },
    limit: 9,
  });
  expect(page.nodeExecutions).toMatchObject([
    { id: { nodeId: "a0" }, metadata: { isParentNode: true } },
  ]);
});

test("a repeat is told as Flyte 1 does, and so is a report after the end", async () => {
  const { admin } = await open();
  const event = { executionId: id, phase: Workflow.RUNNING, occurredAt: at(1) };
  await admin.createWorkflowEvent({ event });
  await expect(admin.createWorkflowEvent({ event })).rejects.toMatchObject({
    code: Code.AlreadyExists,
  });
  await admin.createWorkflowEvent({ event: { ...event, phase: Workflow.SUCCEEDED } });
  const late = await admin
    .createWorkflowEvent({ event: { ...event, phase: Workflow.FAILED } })
    .catch((error: unknown) => error);
  const error = ConnectError.from(late);
  expect(error.code).toBe(Code.FailedPrecondition);
  expect(error.findDetails(EventFailureReasonSchema)).toMatchObject([
    { reason: { case: "alreadyInTerminalState", value: { currentPhase: "SUCCEEDED" } } },
  ]);
});

test.each([
  ["event.phase", { executionId: id, phase: Workflow.UNDEFINED }],
  ["event.phase", { executionId: id, phase: 77 as Workflow }],
  ["event.execution_id", { phase: Workflow.RUNNING }],
  ["event.execution_id.name", { executionId: place, phase: Workflow.RUNNING }],
])("an event that can't be told is refused: %s", async (named, event) => {
  const { admin } = await open();
  await expect(admin.createWorkflowEvent({ event })).rejects.toMatchObject({
    code: Code.InvalidArgument,
    message: expect.stringContaining(named),
  });
});
