import { Code, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { Sort_Direction } from "@runledger/proto/flyteidl2/common";
import { ProjectService, ProjectState } from "@runledger/proto/flyteidl2/project";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { expect, test } from "vitest";
import { startTestGateway } from "../../testing/start-test-gateway.ts";

async function open() {
  const { url } = await startTestGateway();
  const transport = createConnectTransport({ baseUrl: url, httpVersion: "1.1" });
  return {
    projects: createClient(ProjectService, transport),
    runs: createClient(RunService, transport),
  };
}

test("a project is created, changed, and listed by its state", async () => {
  const { projects } = await open();
  await projects.createProject({
    project: { id: "b", name: "Bee", description: "Bees", labels: { values: { team: "x" } } },
  });
  await projects.createProject({ project: { id: "a", name: "Ay" } });
  expect(await projects.getProject({ id: "b" })).toMatchObject({
    project: {
      id: "b",
      name: "Bee",
      description: "Bees",
      labels: { values: { team: "x" } },
      state: ProjectState.ACTIVE,
    },
  });
  await expect(projects.createProject({ project: { id: "a" } })).rejects.toMatchObject({
    code: Code.AlreadyExists,
  });
  const list = async (filters: string, more: object = {}) =>
    (await projects.listProjects({ filters, ...more })).projects?.projects.map(({ id }) => id);
  expect(await list("eq(state, 0)")).toEqual(["a", "b"]);
  await projects.updateProject({ project: { id: "a", name: "Ay", state: ProjectState.ARCHIVED } });
  expect(await list("eq(state, 0)")).toEqual(["b"]);
  expect(await list("value_in(state, 0;1)+ne(identifier, b)")).toEqual(["a"]);
  expect(await list("", { sortBy: { key: "name", direction: Sort_Direction.DESCENDING } })).toEqual(
    ["b", "a"],
  );
  await expect(projects.updateProject({ project: { id: "c" } })).rejects.toMatchObject({
    code: Code.NotFound,
  });
  await expect(projects.getProject({ id: "c" })).rejects.toMatchObject({ code: Code.NotFound });
});

test("a project is there with its first run, with Flyte's domains, and may be created afterwards", async () => {
  const { projects, runs } = await open();
  const runId = { project: "p", domain: "d", name: "r" };
  await runs.createRun({
    id: { case: "runId", value: runId },
    task: { case: "taskSpec", value: {} },
  });
  const { project } = await projects.getProject({ id: "p" });
  expect(project).toMatchObject({ id: "p", name: "p" });
  expect(project?.domains.map(({ id }) => id)).toEqual(["development", "staging", "production"]);
  await projects.createProject({ project: { id: "p", name: "Pea" } });
  expect((await projects.getProject({ id: "p" })).project?.name).toBe("Pea");
  await expect(projects.createProject({ project: { id: "p" } })).rejects.toMatchObject({
    code: Code.AlreadyExists,
  });
});

test.each([
  "nonsense",
  "eq(state)",
  "eq(colour,1)",
  "drop(state,0)",
  "eq(state,0)+",
  "constructor(state,0)",
])("filters that can't be read are refused: %s", async (filters) => {
  const { projects } = await open();
  await expect(projects.listProjects({ filters })).rejects.toMatchObject({
    code: Code.InvalidArgument,
  });
});
