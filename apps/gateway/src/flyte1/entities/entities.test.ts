// What is registered through Flyte 1's AdminService, by a real client over gRPC.

import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import {
  CreateWorkflowFailureReasonSchema,
  LaunchPlanState,
  Sort_Direction,
  type WorkflowSpecSchema,
} from "@runledger/proto/flyteidl/admin";
import { LiteralSchema, ResourceType, SimpleType } from "@runledger/proto/flyteidl/core";
import { ActionPhase } from "@runledger/proto/core/v1";
import { AdminService } from "@runledger/proto/flyteidl/service";
import { TaskService } from "@runledger/proto/flyteidl2/task";
import { EventsProxyService, TrackedRunService } from "@runledger/proto/flyteidl2/workflow";
import { expect, test } from "vitest";
import { present } from "../../flyte2/present.ts";
import { text } from "../../testing/flyte1.ts";
import { rpcClient } from "../../testing/rpc-client.ts";
import { startTestGateway } from "../../testing/start-test-gateway.ts";

const { TASK, WORKFLOW, LAUNCH_PLAN } = ResourceType;
const place = { project: "p", domain: "development" };
const taskId = { ...place, resourceType: TASK, name: "my.module.train", version: "v1" };
const workflowId = { ...place, resourceType: WORKFLOW, name: "my.module.flow", version: "v1" };
const planId = (version: string) => ({
  ...place,
  resourceType: LAUNCH_PLAN,
  name: "my.module.flow",
  version,
});

const simple = (type: SimpleType) => ({ type: { type: { case: "simple", value: type } } }) as const;
const integer = (value: number) =>
  create(LiteralSchema, {
    value: {
      case: "scalar",
      value: {
        value: {
          case: "primitive",
          value: { value: { case: "integer", value: BigInt(value) } },
        },
      },
    },
  });
const inputs = {
  variables: { epochs: simple(SimpleType.INTEGER), name: simple(SimpleType.STRING) },
};

async function open() {
  const gateway = await startTestGateway();
  return { gateway, admin: rpcClient(AdminService, gateway) };
}

const template = { type: "python-task", interface: { inputs } };
const workflow: MessageInitShape<typeof WorkflowSpecSchema> = {
  template: {
    interface: { inputs, outputs: { variables: { o0: simple(SimpleType.FLOAT) } } },
    nodes: [
      {
        id: "n0",
        target: {
          case: "taskNode",
          value: { reference: { case: "referenceId", value: taskId } },
        },
      },
      { id: "n1", upstreamNodeIds: ["n0"] },
    ],
  },
};

async function openWithWorkflow() {
  const opened = await open();
  await opened.admin.createTask({ id: taskId, spec: { template } });
  await opened.admin.createWorkflow({ id: workflowId, spec: workflow });
  return opened;
}

test("a task is registered once, found again whole, and is there for Flyte 2", async () => {
  const { admin, gateway } = await open();
  const spec = { template, description: { shortDescription: "Trains." } };
  await admin.createTask({ id: taskId, spec });
  expect(await admin.getTask({ id: taskId })).toMatchObject({
    id: taskId,
    closure: { compiledTask: { template: { ...template, id: taskId } } },
  });
  await expect(admin.createTask({ id: taskId, spec })).rejects.toMatchObject({
    code: Code.AlreadyExists,
    message: expect.stringContaining("which is this one"),
  });
  await expect(
    admin.createTask({ id: taskId, spec: { template: { type: "other" } } }),
  ).rejects.toMatchObject({
    code: Code.InvalidArgument,
    message: expect.stringMatching(/id\.version: .* which is another one/),
  });
  await expect(admin.getTask({ id: { ...taskId, version: "v2" } })).rejects.toMatchObject({
    code: Code.NotFound,
  });
  const { resourceType: _, ...id } = taskId;
  const { details } = await rpcClient(TaskService, gateway).getTaskDetails({ taskId: id });
  expect(details?.spec?.taskTemplate).toMatchObject({ type: "python-task" });
  expect(await admin.getDescriptionEntity({ id: taskId })).toMatchObject({
    shortDescription: "Trains.",
    id: taskId,
  });
});

test("what is the same is told from what differs, whatever order the entries of maps have", async () => {
  const { admin } = await open();
  const id = { ...workflowId, version: "turned" };
  const register = (variables: Record<string, ReturnType<typeof simple>>) =>
    admin
      .createWorkflow({ id, spec: { template: { interface: { inputs: { variables } } } } })
      .then(() => "registered", reasonOf);
  const reasonOf = (error: unknown) => {
    const told = ConnectError.from(error);
    return [told.code, told.findDetails(CreateWorkflowFailureReasonSchema)[0]?.reason.case];
  };
  const { epochs, name } = inputs.variables;
  expect(await register({ epochs, name })).toBe("registered");
  expect(await register({ name, epochs })).toEqual([
    Code.AlreadyExists,
    "existsIdenticalStructure",
  ]);
  expect(await register({ epochs })).toEqual([Code.InvalidArgument, "existsDifferentStructure"]);
});

test("workflows and launch plans are listed by version and by name, and descriptions too", async () => {
  const { admin } = await openWithWorkflow();
  await admin.createWorkflow({
    id: { ...workflowId, version: "v2" },
    spec: { ...workflow, description: { shortDescription: "Flows." } },
  });
  for (const version of ["v1", "v2"]) {
    await admin.createLaunchPlan({ id: planId(version), spec: { workflowId } });
  }
  const { name } = workflowId;
  const request = { id: { ...place, name }, limit: 9, filters: "eq(version,v2)" };
  expect((await admin.listWorkflows(request)).workflows).toMatchObject([
    { id: { ...workflowId, version: "v2" } },
  ]);
  expect((await admin.listLaunchPlans(request)).launchPlans).toMatchObject([{ id: planId("v2") }]);
  const all = { ...place, limit: 9 };
  expect((await admin.listWorkflowIds(all)).entities).toMatchObject([{ ...place, name }]);
  expect((await admin.listLaunchPlanIds(all)).entities).toMatchObject([{ ...place, name }]);
  const described = { ...all, id: { ...place, name }, resourceType: WORKFLOW };
  expect((await admin.listDescriptionEntities(described)).descriptionEntities).toMatchObject([
    { id: { ...workflowId, version: "v2" }, shortDescription: "Flows." },
  ]);
});

test("versions and names are listed by page, filter and order", async () => {
  const { admin } = await open();
  for (const version of ["v1", "v2", "v3"]) {
    await admin.createTask({ id: { ...taskId, version }, spec: { template } });
  }
  await admin.createTask({ id: { ...taskId, name: "other" }, spec: { template } });
  const id = { ...place, name: taskId.name };
  const versions = async (request: object) => {
    const { tasks, token } = await admin.listTasks({ id, limit: 2, ...request });
    return { versions: tasks.map((task) => task.id?.version), token };
  };
  const first = await versions({});
  expect(first.versions).toEqual(["v3", "v2"]);
  expect(await versions({ token: first.token })).toEqual({ versions: ["v1"], token: "" });
  expect(await versions({ token: "2" })).toEqual({ versions: ["v1"], token: "" });
  expect(await versions({ token: "7" })).toEqual({ versions: [], token: "" });
  expect((await versions({ filters: "value_in(version,v1;v2)" })).versions).toEqual(["v2", "v1"]);
  expect((await versions({ filters: "ne(task.version,v3)+gte(version,v2)" })).versions).toEqual([
    "v2",
  ]);
  const sortBy = { key: "version", direction: Sort_Direction.ASCENDING };
  expect((await versions({ sortBy })).versions).toEqual(["v1", "v2"]);
  const names = await admin.listTaskIds({ ...place, limit: 10 });
  expect(names.entities.map(({ name }) => name)).toEqual(["my.module.train", "other"]);
});

test.each([
  [{ limit: 0 }, "limit"],
  [{ limit: 1, filters: "eq(colour,red)" }, "colour"],
  [{ limit: 1, filters: "paints(name,red)" }, "paints"],
  [{ limit: 1, filters: "eq(name" }, "filters"],
  [{ limit: 1, filters: "eq(name,a)+" }, "filters"],
  [{ limit: 1, filters: "eq(created_at,today)" }, "created_at"],
  [{ limit: 1, sortBy: { key: "colour" } }, "sort_by.key"],
  [{ limit: 1, token: "nonsense" }, "token"],
  [{ limit: 1, token: "10001" }, "token"],
])("a list that can't be read is refused: %j", async (request, named) => {
  const { admin } = await open();
  await expect(admin.listTasks({ id: place, ...request })).rejects.toMatchObject({
    code: Code.InvalidArgument,
    message: expect.stringContaining(named),
  });
});

test("a workflow comes back compiled, with the tasks that it runs, and none without them", async () => {
  const { admin } = await openWithWorkflow();
  const { closure } = await admin.getWorkflow({ id: workflowId });
  expect(closure?.compiledWorkflow).toMatchObject({
    primary: {
      template: {
        id: workflowId,
        nodes: [{ id: "start-node" }, { id: "end-node" }, { id: "n0" }, { id: "n1" }],
      },
      connections: {
        upstream: { n0: { ids: ["start-node"] }, n1: { ids: ["n0"] }, "end-node": { ids: ["n1"] } },
        downstream: {
          "start-node": { ids: ["n0"] },
          n0: { ids: ["n1"] },
          n1: { ids: ["end-node"] },
        },
      },
    },
    tasks: [{ template: { id: taskId } }],
  });
  const unknown = { ...taskId, version: "v9" };
  const [node] = workflow.template?.nodes ?? [];
  const nodes = [
    {
      ...node,
      target: { case: "taskNode", value: { reference: { case: "referenceId", value: unknown } } },
    },
  ] as typeof workflow.template extends { nodes?: infer Nodes } ? Nodes : never;
  await expect(
    admin.createWorkflow({ id: { ...workflowId, version: "v2" }, spec: { template: { nodes } } }),
  ).rejects.toMatchObject({
    code: Code.InvalidArgument,
    message: expect.stringContaining("version v9"),
  });
});

test("a task has a workflow of its own, for pages that ask for one", async () => {
  const { admin } = await openWithWorkflow();
  const id = { ...workflowId, name: `.flytegen.${taskId.name}` };
  expect((await admin.getWorkflow({ id })).closure?.compiledWorkflow).toMatchObject({
    primary: { template: { nodes: [{ id: "start-node" }, { id: "end-node" }, { id: "a0" }] } },
    tasks: [{ template: { id: taskId } }],
  });
});

test("a launch plan says what executions may set, and one version is active", async () => {
  const { admin } = await openWithWorkflow();
  const spec = {
    workflowId,
    defaultInputs: {
      parameters: { epochs: { behavior: { case: "default", value: integer(3) } as const } },
    },
  };
  for (const version of ["v1", "v2"]) await admin.createLaunchPlan({ id: planId(version), spec });
  const active = { id: { ...place, name: "my.module.flow" } };
  await expect(admin.getActiveLaunchPlan(active)).rejects.toMatchObject({ code: Code.NotFound });
  await admin.updateLaunchPlan({ id: planId("v1"), state: LaunchPlanState.ACTIVE });
  await admin.updateLaunchPlan({ id: planId("v2"), state: LaunchPlanState.ACTIVE });
  expect(await admin.getActiveLaunchPlan(active)).toMatchObject({
    id: planId("v2"),
    closure: {
      state: LaunchPlanState.ACTIVE,
      expectedInputs: {
        parameters: {
          epochs: { behavior: { case: "default" } },
          name: { behavior: { case: "required", value: true } },
        },
      },
      expectedOutputs: { variables: { o0: {} } },
    },
  });
  const all = await admin.listActiveLaunchPlans({ ...place, limit: 10 });
  expect(all.launchPlans.map(({ id }) => id?.version)).toEqual(["v2"]);
  expect((await admin.getLaunchPlan({ id: planId("v1") })).closure?.state).toBe(
    LaunchPlanState.INACTIVE,
  );
  await admin.updateLaunchPlan({ id: planId("v2"), state: LaunchPlanState.INACTIVE });
  await expect(admin.getActiveLaunchPlan(active)).rejects.toMatchObject({ code: Code.NotFound });
});

test("what pages filter by is there: schedules, and the names of what is described and run", async () => {
  const { admin } = await openWithWorkflow();
  const schedules = {
    none: {},
    cron: {
      schedule: { ScheduleExpression: { case: "cronSchedule", value: { schedule: "0 * * * *" } } },
    },
    rate: { schedule: { ScheduleExpression: { case: "rate", value: { value: 5 } } } },
  } as const;
  for (const [version, entityMetadata] of Object.entries(schedules)) {
    await admin.createLaunchPlan({ id: planId(version), spec: { workflowId, entityMetadata } });
  }
  const id = { ...place, name: planId("").name };
  const versions = async (filters: string, limit = 9) => {
    const page = await admin.listLaunchPlans({ id, limit, filters });
    return page.launchPlans.map((each) => each.id?.version ?? "").toSorted();
  };
  expect(await versions("ne(schedule_type,NONE)")).toEqual(["cron", "rate"]);
  expect(await versions("ne(schedule_type,NONE)", 1)).toHaveLength(1);
  expect(await versions("eq(launch_plan.schedule_type,RATE)")).toEqual(["rate"]);
  expect(await versions("")).toEqual(["cron", "none", "rate"]);
  await expect(versions("eq(schedule_type,YEARLY)")).rejects.toMatchObject({
    code: Code.InvalidArgument,
    message: expect.stringContaining("NONE, CRON, RATE"),
  });
  await admin.createExecution({
    ...place,
    name: "filtered",
    spec: { launchPlan: planId("none") },
    inputs: { literals: { epochs: integer(1), name: text("x") } },
  });
  for (const kind of ["workflow", "launch_plan"]) {
    const named = `eq(${kind}.name,my.module.flow)`;
    const filters = `${named}+eq(${kind}.project,p)+eq(${kind}.domain,development)`;
    const { executions } = await admin.listExecutions({ id: place, limit: 9, filters });
    expect(executions.map((each) => each.id?.name)).toEqual(["filtered"]);
    const described = { resourceType: WORKFLOW, id: { ...id }, limit: 9, filters };
    expect((await admin.listDescriptionEntities(described)).descriptionEntities).toEqual([]);
  }
});

test("a launch plan is refused whose inputs its workflow doesn't take", async () => {
  const { admin } = await openWithWorkflow();
  const refused = admin.createLaunchPlan({
    id: planId("v1"),
    spec: { workflowId, fixedInputs: { literals: { name: integer(1), colour: integer(1) } } },
  });
  await expect(refused).rejects.toMatchObject({
    code: Code.InvalidArgument,
    message: expect.stringMatching(
      /spec\.fixed_inputs\.name has to be STRING\..*spec\.fixed_inputs\.colour isn't taken/,
    ),
  });
  await expect(
    admin.createLaunchPlan({
      id: planId("v1"),
      spec: { workflowId: { ...workflowId, version: "no" } },
    }),
  ).rejects.toMatchObject({
    code: Code.InvalidArgument,
    message: expect.stringContaining("spec.workflow_id"),
  });
});

test("a name is described and put away, and stays listed", async () => {
  const { admin } = await openWithWorkflow();
  const id = { ...place, name: "my.module.flow" };
  const entity = { resourceType: WORKFLOW, id };
  await admin.updateNamedEntity({ ...entity, metadata: { description: "Flows.", state: 1 } });
  expect(await admin.getNamedEntity(entity)).toMatchObject({
    ...entity,
    metadata: { description: "Flows.", state: 1 },
  });
  const archived = await admin.listNamedEntities({
    ...place,
    resourceType: WORKFLOW,
    limit: 5,
    filters: "eq(state,NAMED_ENTITY_ARCHIVED)",
  });
  expect(archived.entities.map((each) => each.id?.name)).toEqual(["my.module.flow"]);
  await expect(
    admin.getNamedEntity({ resourceType: WORKFLOW, id: { ...id, name: "none" } }),
  ).rejects.toMatchObject({ code: Code.NotFound });
  await expect(admin.getNamedEntity({ resourceType: 4, id })).rejects.toMatchObject({
    code: Code.InvalidArgument,
    message: expect.stringContaining("DATASET"),
  });
});

test("a task that nobody has registered is shown as its newest run tells it", async () => {
  const { admin, gateway } = await open();
  const events = rpcClient(EventsProxyService, gateway);
  const a0 = (name: string) => ({ run: { ...place, name }, name: "a0" });
  await events.record({ events: [{ id: a0("plain"), attempt: 1, phase: ActionPhase.RUNNING }] });
  const { spec: ofPlain } = await admin.getExecution({ id: { ...place, name: "plain" } });
  const plain = { resourceType: TASK, ...place, name: "plain", version: "unversioned" };
  expect(ofPlain?.launchPlan).toMatchObject(plain);
  expect(await admin.getTask({ id: plain })).toMatchObject({
    id: plain,
    closure: { compiledTask: { template: { id: plain, interface: { inputs: {}, outputs: {} } } } },
  });
  const runs = rpcClient(TrackedRunService, gateway);
  await runs.createRun({
    id: { case: "runId", value: { ...place, name: "tracked" } },
    task: { case: "taskSpec", value: { taskTemplate: { id: taskId, type: "python-task" } } },
  });
  const { spec, closure } = await admin.getExecution({ id: { ...place, name: "tracked" } });
  const task = await admin.getTask({ id: present(spec?.launchPlan) });
  expect(task.closure?.compiledTask?.template).toMatchObject({
    id: present(spec?.launchPlan),
    type: "python-task",
  });
  const made = await admin.getWorkflow({ id: present(closure?.workflowId) });
  expect(made.closure?.compiledWorkflow?.tasks).toMatchObject([
    { template: { type: "python-task" } },
  ]);
  await expect(admin.getTask({ id: { ...plain, name: "none" } })).rejects.toMatchObject({
    code: Code.NotFound,
    message: expect.stringContaining("isn't registered"),
  });
});
