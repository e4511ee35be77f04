// Executions, by a real client over gRPC: created, shown, listed, stopped, started again.

import { Code, ConnectError } from "@connectrpc/connect";
import { ActionPhase, WorkflowExecution_Phase as Phase } from "@runledger/proto/core/v1";
import {
  EventFailureReasonSchema,
  ExecutionMetadata_ExecutionMode as Mode,
  ExecutionState,
} from "@runledger/proto/flyteidl/admin";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { expect, test } from "vitest";
import { present } from "../../flyte2/present.ts";
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

const { RUNNING, SUCCEEDED, FAILED } = ActionPhase;
const inputs = { literals: { name: text("x") } };
const spec = { launchPlan: planId, metadata: { mode: Mode.MANUAL, principal: "ann" } };

test("an execution of a launch plan is a run, with its inputs, and is there for Flyte 2", async () => {
  const { admin, gateway } = await openFlyte1();
  const { id } = await admin.createExecution({ ...place, name: "one", spec, inputs });
  expect(id).toMatchObject({ ...place, name: "one" });
  expect(await admin.getExecution({ id: id! })).toMatchObject({
    id: { ...place, name: "one" },
    spec: { ...spec, labels: { values: { from: "plan" } } },
    closure: {
      phase: Phase.QUEUED,
      workflowId,
      createdAt: {},
      stateChangeDetails: { state: ExecutionState.EXECUTION_ACTIVE },
    },
  });
  const data = await admin.getExecutionData({ id: id! });
  expect(data.fullInputs?.literals).toMatchObject({ epochs: integer(3), name: text("x") });
  const runs = rpcClient(RunService, gateway);
  const { details } = await runs.getRunDetails({ runId: { ...place, name: "one" } });
  expect(details?.action?.metadata).toMatchObject({
    spec: { case: "task", value: { id: { name: workflowId.name } } },
    executedBy: { principal: { value: { id: { subject: "ann" } } } },
  });
  await expect(
    admin.createExecution({ ...place, name: "one", spec, inputs }),
  ).rejects.toMatchObject({ code: Code.AlreadyExists });
});

test("a name is made up where there is none, as Flyte 1 makes them", async () => {
  const { admin } = await openFlyte1();
  const { id } = await admin.createExecution({ ...place, spec, inputs });
  expect(id?.name).toMatch(/^a[a-z0-9]{19}$/);
});

test.each([
  ["name is", { name: "One" }],
  ["name is", { name: "1" }],
  ["63", { name: "a".repeat(64) }],
  ["project", { project: "" }],
  ["spec.launch_plan", { spec: {} }],
  ["resource_type", { spec: { launchPlan: workflowId } }],
  ["inputs.name is missing, and has to be STRING", { inputs: {} }],
  ["inputs.name has to be STRING", { inputs: { literals: { name: integer(1) } } }],
  ["inputs.colour", { inputs: { literals: { ...inputs.literals, colour: text("red") } } }],
])("what doesn't fit is refused, by its name: %s", async (named, wrong) => {
  const { admin } = await openFlyte1();
  await expect(
    admin.createExecution({ ...place, name: "one", spec, inputs, ...wrong }),
  ).rejects.toMatchObject({
    code: Code.InvalidArgument,
    message: expect.stringContaining(named),
  });
  expect((await admin.listExecutions({ id: place, limit: 1 })).executions).toEqual([]);
});

test("what isn't registered or known isn't found", async () => {
  const { admin } = await openFlyte1();
  const launchPlan = { ...planId, version: "v9" };
  const none = { id: { ...place, name: "none" } };
  for (const call of [
    admin.createExecution({ ...place, spec: { launchPlan } }),
    admin.getExecution(none),
    admin.getExecutionData(none),
    admin.terminateExecution(none),
    admin.relaunchExecution(none),
    admin.updateExecution(none),
  ]) {
    await expect(call).rejects.toMatchObject({ code: Code.NotFound });
  }
});

test("an execution of a task has its retries, and the workflow that is made for it", async () => {
  const { admin, gateway } = await openFlyte1();
  const task = { ...place, name: "t", spec: { launchPlan: taskId } };
  await expect(admin.createExecution({ ...task, inputs })).rejects.toMatchObject({
    message: expect.stringContaining("inputs.epochs is missing"),
  });
  const all = { literals: { ...inputs.literals, epochs: integer(1) } };
  const { id } = await admin.createExecution({ ...task, inputs: all });
  const { closure } = await admin.getExecution({ id: id! });
  expect(closure?.workflowId?.name).toBe(`.flytegen.${taskId.name}`);
  expect(await admin.getWorkflow({ id: present(closure?.workflowId) })).toBeDefined();
  const { details } = await rpcClient(RunService, gateway).getRunDetails({
    runId: { ...place, name: "t" },
  });
  expect(details?.action?.metadata?.maxAttempts).toBe(3);
});

test("lists show the newest first, filter by derived phases, and leave out what is archived", async () => {
  const { admin, report } = await openFlyte1();
  for (const name of ["one", "two", "three"]) {
    await admin.createExecution({ ...place, name, spec, inputs });
  }
  await report("two", "a0", { phase: RUNNING });
  await report("two", "n0", { phase: SUCCEEDED });
  await report("three", "a0", { phase: FAILED, lastAttempt: true });
  const names = async (request: object = {}) => {
    const { executions } = await admin.listExecutions({ id: place, limit: 10, ...request });
    return executions.map(({ id }) => id?.name);
  };
  expect(await names()).toEqual(["three", "two", "one"]);
  expect(await names({ filters: "eq(phase,SUCCEEDING)" })).toEqual(["two"]);
  expect(await names({ filters: "ne(workflow_execution.phase,SUCCEEDING)" })).toEqual([
    "three",
    "one",
  ]);
  expect(await names({ filters: "eq(launch_plan.name,my.module.flow)+eq(user,ann)" })).toHaveLength(
    3,
  );
  await admin.updateExecution({
    id: { ...place, name: "two" },
    state: ExecutionState.EXECUTION_ARCHIVED,
  });
  expect(await names()).toEqual(["three", "one"]);
  expect(await names({ filters: "eq(state,EXECUTION_ARCHIVED)" })).toEqual(["two"]);
  const got = await admin.getExecution({ id: { ...place, name: "two" } });
  expect(got.closure?.stateChangeDetails?.state).toBe(ExecutionState.EXECUTION_ARCHIVED);
  expect(got.spec).toMatchObject(spec);
  const first = await admin.listExecutions({ id: place, limit: 1 });
  expect(first.executions.map(({ id }) => id?.name)).toEqual(["three"]);
  const second = await admin.listExecutions({ id: place, limit: 1, token: first.token });
  expect(second.executions.map(({ id }) => id?.name)).toEqual(["one"]);
});

test("an execution is stopped once, with a cause; what has ended says so as Flyte 1 does", async () => {
  const { admin } = await openFlyte1();
  const { id } = await admin.createExecution({ ...place, name: "one", spec, inputs });
  await admin.terminateExecution({ id: id!, cause: "enough" });
  expect((await admin.getExecution({ id: id! })).closure).toMatchObject({
    phase: Phase.ABORTED,
    outputResult: { case: "abortMetadata", value: { cause: "enough" } },
  });
  await expect(admin.terminateExecution({ id: present(id), cause: "again" })).rejects.toMatchObject(
    {
      code: Code.FailedPrecondition,
      message: expect.stringContaining("ABORTED"),
    },
  );
});

test("an end says what went wrong, and there is nothing left to stop", async () => {
  const { admin, report } = await openFlyte1();
  const { id } = await admin.createExecution({ ...place, name: "one", spec, inputs });
  await report("one", "a0", {
    phase: FAILED,
    lastAttempt: true,
    error: { code: "ValueError", message: "bad" },
  });
  expect((await admin.getExecution({ id: id! })).closure).toMatchObject({
    phase: Phase.FAILED,
    outputResult: { case: "error", value: { code: "ValueError", message: "bad" } },
  });
  const refused = await admin.terminateExecution({ id: id!, cause: "late" }).catch((e) => e);
  const error = ConnectError.from(refused);
  expect(error.code).toBe(Code.FailedPrecondition);
  expect(error.findDetails(EventFailureReasonSchema)).toMatchObject([
    { reason: { case: "alreadyInTerminalState", value: { currentPhase: "FAILED" } } },
  ]);
});

test("a relaunch is a new execution of the same, with the same inputs and a link", async () => {
  const { admin } = await openFlyte1();
  const { id } = await admin.createExecution({ ...place, name: "one", spec, inputs });
  const again = await admin.relaunchExecution({ id: id!, name: "again" });
  expect(await admin.getExecution({ id: again.id! })).toMatchObject({
    id: { name: "again" },
    spec: {
      launchPlan: planId,
      metadata: { mode: Mode.RELAUNCH, principal: "ann", referenceExecution: { name: "one" } },
    },
    closure: { phase: Phase.QUEUED },
  });
  const data = await admin.getExecutionData({ id: again.id! });
  expect(data.fullInputs?.literals).toMatchObject({ epochs: integer(3), name: text("x") });
});

test("runs from elsewhere are executions too", async () => {
  const { admin, gateway } = await openFlyte1();
  await rpcClient(RunService, gateway).createRun({
    id: { case: "runId", value: { ...place, name: "r1" } },
    task: {
      case: "taskSpec",
      value: { taskTemplate: { id: { ...place, name: "f", version: "1" } } },
    },
  });
  expect(await admin.getExecution({ id: { ...place, name: "r1" } })).toMatchObject({
    spec: { launchPlan: { name: "f", version: "1" } },
    closure: { phase: Phase.QUEUED },
  });
});

test("what an engine owns is ABORTING until it confirms, and asked again stays so", async () => {
  const { admin, gateway, report } = await openFlyte1();
  const owned = { ...place, name: "owned", engine: "elsewhere" };
  const { errors } = await gateway.send(
    "mutation ($owned: CreateRunInput!) { createRun(input: $owned) { outcome } }",
    { owned },
  );
  expect(errors).toEqual([]);
  await report("owned", "a0", { phase: RUNNING });
  const id = { ...place, name: "owned" };
  const phase = async () => (await admin.getExecution({ id })).closure?.phase;
  await admin.terminateExecution({ id, cause: "enough" });
  expect(await phase()).toBe(Phase.ABORTING);
  await admin.terminateExecution({ id, cause: "really" });
  expect((await admin.getExecution({ id })).closure).toMatchObject({
    phase: Phase.ABORTING,
    outputResult: { case: "abortMetadata", value: { cause: "enough" } },
  });
  await report("owned", "a0", { phase: ActionPhase.ABORTED });
  expect(await phase()).toBe(Phase.ABORTED);
});
