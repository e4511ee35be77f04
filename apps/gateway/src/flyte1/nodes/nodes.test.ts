// Node executions and task executions, by a real client over gRPC, of what was reported meanwhile.

import { Code } from "@connectrpc/connect";
import {
  ActionPhase,
  NodeExecution_Phase as Node,
  TaskExecution_Phase as Task,
} from "@runledger/proto/core/v1";
import { expect, test } from "vitest";
import { present } from "../../flyte2/present.ts";
import { integer, openFlyte1, place, planId, taskId, text } from "../../testing/flyte1.ts";

const { QUEUED, RUNNING, SUCCEEDED, FAILED } = ActionPhase;
const inputs = { literals: { name: text("x") } };
const at = (seconds: number) => ({ seconds: BigInt(seconds), nanos: 0 });
const id = { ...place, name: "one" };
const node = (nodeId: string) => ({ nodeId, executionId: id });

async function open() {
  const opened = await openFlyte1();
  await opened.admin.createExecution({ ...id, spec: { launchPlan: planId }, inputs });
  await opened.report("one", "a0", { phase: RUNNING });
  return opened;
}

test("the nodes of a workflow are the actions below its root, a page and a phase at a time", async () => {
  const { admin, report } = await open();
  await report("one", "n0", { phase: SUCCEEDED, outputs: { outputUri: "s3://o" } });
  await report("one", "n1", { phase: RUNNING });
  await report("one", "n2", { phase: QUEUED });
  const names = async (request: object = {}) => {
    const list = await admin.listNodeExecutions({ workflowExecutionId: id, limit: 9, ...request });
    return list.nodeExecutions.map((each) => each.id?.nodeId);
  };
  expect(await names()).toEqual(["n0", "n1", "n2"]);
  expect(await names({ filters: "value_in(phase,SUCCEEDED;QUEUED)" })).toEqual(["n0", "n2"]);
  expect(await names({ filters: "eq(node_execution.node_id,n1)" })).toEqual(["n1"]);
  const first = await admin.listNodeExecutions({ workflowExecutionId: id, limit: 2 });
  expect(first.nodeExecutions).toHaveLength(2);
  expect(await names({ token: first.token })).toEqual(["n2"]);
  expect(await admin.getNodeExecution({ id: node("n0") })).toMatchObject({
    id: node("n0"),
    closure: { phase: Node.SUCCEEDED, outputResult: { case: "outputUri", value: "s3://o" } },
    metadata: { isParentNode: false },
  });
  const data = await admin.getNodeExecutionData({ id: node("n0") });
  expect(data.flyteUrls?.outputs).toBe("flyte://v1/p/development/one/n0/o");
  expect(data.outputs?.url).toBe("s3://o");
  await expect(admin.getNodeExecution({ id: node("none") })).rejects.toMatchObject({
    code: Code.NotFound,
  });
  await expect(admin.getNodeExecution({ id: node("") })).rejects.toMatchObject({
    code: Code.InvalidArgument,
    message: expect.stringContaining("id.node_id"),
  });
});

test("a task that runs by itself is the one node; its attempts are task executions", async () => {
  const { admin, report } = await openFlyte1();
  const literals = { ...inputs.literals, epochs: integer(1) };
  await admin.createExecution({ ...id, spec: { launchPlan: taskId }, inputs: { literals } });
  await report(
    "one",
    "a0",
    { phase: FAILED, error: { code: "E" }, updatedTime: at(1) },
    {
      attempt: 2,
      phase: RUNNING,
      logInfo: [
        { name: "always", uri: "u1" },
        { name: "then gone", uri: "u2", HideOnceFinished: true },
      ],
      clusterEvents: [{ message: "Pulling", occurredAt: at(2) }],
      updatedTime: at(2),
    },
  );
  const { nodeExecutions } = await admin.listNodeExecutions({ workflowExecutionId: id, limit: 9 });
  expect(nodeExecutions).toMatchObject([{ id: node("a0"), closure: { phase: Node.RUNNING } }]);
  const request = { nodeExecutionId: node("a0"), limit: 9 };
  const { taskExecutions } = await admin.listTaskExecutions(request);
  expect(taskExecutions).toMatchObject([
    {
      id: { taskId, retryAttempt: 0 },
      closure: { phase: Task.RETRYABLE_FAILED, outputResult: { value: { code: "E" } } },
    },
    {
      id: { taskId, retryAttempt: 1 },
      closure: {
        phase: Task.RUNNING,
        taskType: "python-task",
        reason: "Pulling",
        logs: [{ name: "always" }, { name: "then gone" }],
      },
    },
  ]);
  await report("one", "a0", { attempt: 2, phase: SUCCEEDED, updatedTime: at(3) });
  const last = await admin.getTaskExecution({ id: present(taskExecutions[1]?.id) });
  expect(last.closure).toMatchObject({ phase: Task.SUCCEEDED, logs: [{ name: "always" }] });
  expect(last.closure?.logs).toHaveLength(1);
  const filtered = await admin.listTaskExecutions({ ...request, filters: "eq(phase,SUCCEEDED)" });
  expect(filtered.taskExecutions).toHaveLength(1);
  const missing = { ...present(taskExecutions[0]?.id), retryAttempt: 7 };
  await expect(admin.getTaskExecution({ id: missing })).rejects.toMatchObject({
    code: Code.NotFound,
  });
});

test("links are those that a person should see now: before, while and after it runs", async () => {
  const { admin, report } = await open();
  const logInfo = [
    { name: "always", uri: "u1" },
    { name: "before too", uri: "u2", ShowWhilePending: true },
    { name: "while it runs", uri: "u3", HideOnceFinished: true },
    { name: "yet a while", uri: "u4", ttl: { seconds: 20n } },
  ];
  const taskExecution = { taskId, nodeExecutionId: node("n0"), retryAttempt: 0 };
  const links = async () => {
    const { closure } = await admin.getTaskExecution({ id: taskExecution });
    return closure?.logs.map(({ name }) => name);
  };
  await admin.createTaskEvent({
    event: {
      taskId,
      parentNodeExecutionId: node("n0"),
      phase: Task.QUEUED,
      logs: logInfo,
      occurredAt: at(1),
    },
  });
  expect(await links()).toEqual(["before too"]);
  await report("one", "n0", { phase: RUNNING, updatedTime: at(2) });
  expect(await links()).toEqual(["always", "before too", "while it runs", "yet a while"]);
  // It ended long ago, and so has the time for which the last one works.
  const outputs = { outputUri: "s3://o" };
  await report("one", "n0", { phase: SUCCEEDED, updatedTime: at(3), outputs });
  expect(await links()).toEqual(["always", "before too"]);
  const data = await admin.getTaskExecutionData({ id: taskExecution });
  expect(data.outputs?.url).toBe("s3://o");
  expect(data.flyteUrls?.outputs).toBe("flyte://v1/p/development/one/n0/0/o");
});

test("an attempt that failed, of an action that goes on, has failed retryably already", async () => {
  const { admin, report } = await openFlyte1();
  const literals = { ...inputs.literals, epochs: integer(1) };
  await admin.createExecution({ ...id, spec: { launchPlan: taskId }, inputs: { literals } });
  await report("one", "a0", { phase: FAILED });
  const { nodeExecutions } = await admin.listNodeExecutions({ workflowExecutionId: id, limit: 9 });
  expect(nodeExecutions[0]?.closure?.phase).toBe(Node.RUNNING);
  const tasks = await admin.listTaskExecutions({ nodeExecutionId: node("a0"), limit: 9 });
  expect(tasks.taskExecutions[0]?.closure?.phase).toBe(Task.RETRYABLE_FAILED);
});

test("how long something took is told to the nanosecond, at every level", async () => {
  const { admin, report } = await open();
  const started = { seconds: 10n, nanos: 999_999_001 };
  const ended = { seconds: 12n, nanos: 500_000_777 };
  const duration = { seconds: 1n, nanos: 500_001_776 };
  for (const action of ["n0", "a0"]) {
    await report(
      "one",
      action,
      { phase: RUNNING, updatedTime: started, version: 1 },
      { phase: SUCCEEDED, updatedTime: ended },
    );
  }
  expect((await admin.getNodeExecution({ id: node("n0") })).closure).toMatchObject({ duration });
  const tasks = await admin.listTaskExecutions({ nodeExecutionId: node("n0"), limit: 1 });
  expect(tasks.taskExecutions).toMatchObject([{ closure: { duration } }]);
  expect((await admin.getExecution({ id })).closure?.duration).toBeDefined();
});
