import { Code, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { create } from "@bufbuild/protobuf";
import { TaskSpecSchema } from "@runledger/proto";
import { Filter_Function, Sort_Direction } from "@runledger/proto/flyteidl2/common";
import { TaskService } from "@runledger/proto/flyteidl2/task";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { expect, test } from "vitest";
import { startTestGateway } from "../../testing/start-test-gateway.ts";

const id = (name: string, version: string) => ({ project: "p", domain: "d", name, version });

async function open() {
  const { url } = await startTestGateway();
  const transport = createConnectTransport({ baseUrl: url, httpVersion: "1.1" });
  return { tasks: createClient(TaskService, transport), runs: createClient(RunService, transport) };
}

test("a task is deployed once, and comes back whole, with what is only stored", async () => {
  const { tasks } = await open();
  // A field that the canonical message doesn't declare: number 1000, a varint.
  const spec = create(TaskSpecSchema, { shortName: "train" });
  spec.$unknown = [{ no: 1000, wireType: 0, data: Uint8Array.of(5) }];
  await tasks.deployTask({ taskId: id("train", "1"), spec });
  const { details } = await tasks.getTaskDetails({ taskId: id("train", "1") });
  expect(details).toMatchObject({ taskId: id("train", "1"), metadata: { shortName: "train" } });
  expect(details?.spec?.$unknown).toEqual(spec.$unknown);
  expect(details?.metadata?.deployedAt).toBeDefined();
  await expect(tasks.deployTask({ taskId: id("train", "1"), spec })).rejects.toMatchObject({
    code: Code.AlreadyExists,
    rawMessage: expect.stringContaining("which is this one"),
  });
  const other = { taskId: id("train", "1"), spec: { shortName: "other" } };
  await expect(tasks.deployTask(other)).rejects.toMatchObject({
    code: Code.AlreadyExists,
    rawMessage: expect.stringContaining("which is another one"),
  });
  expect((await tasks.getTaskDetails({ taskId: id("train", "1") })).details?.spec?.shortName).toBe(
    "train",
  );
  await expect(tasks.getTaskDetails({ taskId: id("train", "2") })).rejects.toMatchObject({
    code: Code.NotFound,
  });
});

test("a task says where it runs and what it does, and its runs say so too", async () => {
  const { runs, tasks } = await open();
  const spec = {
    environment: { name: "gpu" },
    documentation: { shortDescription: "Trains a model." },
    taskTemplate: { type: "python", metadata: { retries: { retries: 3 } } },
  };
  await tasks.deployTask({ taskId: id("train", "1"), spec });
  const told = { environmentName: "gpu", shortDescription: "Trains a model." };
  const { details } = await tasks.getTaskDetails({ taskId: id("train", "1") });
  expect(details?.metadata).toMatchObject(told);
  const { tasks: listed } = await tasks.listTasks({});
  expect(listed[0]?.metadata).toMatchObject(told);
  const task = { case: "taskId", value: id("train", "1") } as const;
  const { run } = await runs.createRun({
    task,
    id: { case: "projectId", value: { name: "p", domain: "d" } },
  });
  // Nobody here does its work: who does may try as often as they see fit.
  expect(run?.action?.metadata).toMatchObject({ environmentName: "gpu", maxAttempts: 0 });
});

test("tasks are listed as flyte-sdk asks for them: the latest version of a name", async () => {
  const { tasks } = await open();
  for (const [name, version] of [
    ["a", "1"],
    ["a", "2"],
    ["b", "1"],
    ["a", "3"],
  ] as const)
    await tasks.deployTask({ taskId: id(name, version), spec: {} });
  const named = [{ field: "name", function: Filter_Function.EQUAL, values: ["a"] }];
  const request = {
    limit: 1,
    sortBy: { key: "created_at", direction: Sort_Direction.DESCENDING },
    filters: named,
  };
  const scopeBy = { case: "projectId", value: { name: "p", domain: "d" } } as const;
  const versions: string[] = [];
  for (let token = ""; ;) {
    const page = await tasks.listTasks({ request: { ...request, token }, scopeBy });
    versions.push(...page.tasks.map(({ taskId }) => taskId?.version ?? ""));
    token = page.token;
    if (token === "") break;
  }
  expect(versions).toEqual(["3", "2", "1"]);
  const other = { case: "projectId", value: { name: "other", domain: "d" } } as const;
  expect((await tasks.listTasks({ scopeBy: other })).tasks).toEqual([]);
  const listed = await tasks.listVersions({ taskName: { project: "p", domain: "d", name: "a" } });
  expect(listed.versions.map(({ version }) => version)).toEqual(["3", "2", "1"]);
});

test("a run of a deployed task carries its spec; one of a task that isn't is refused", async () => {
  const { runs, tasks } = await open();
  await tasks.deployTask({ taskId: id("train", "1"), spec: { shortName: "train" } });
  const runId = { project: "p", domain: "d", name: "r" };
  const { run } = await runs.createRun({
    id: { case: "runId", value: runId },
    task: { case: "taskId", value: id("train", "1") },
  });
  expect(run?.action?.metadata?.spec).toMatchObject({
    case: "task",
    value: { id: id("train", "1"), shortName: "train" },
  });
  const none = runs.createRun({
    id: { case: "runId", value: { ...runId, name: "s" } },
    task: { case: "taskId", value: id("train", "2") },
  });
  await expect(none).rejects.toMatchObject({ code: Code.NotFound });
});
