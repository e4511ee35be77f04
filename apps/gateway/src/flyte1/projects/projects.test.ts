import { Code } from "@connectrpc/connect";
import { MatchableResource, Project_ProjectState } from "@runledger/proto/flyteidl/admin";
import { AdminService } from "@runledger/proto/flyteidl/service";
import { expect, test } from "vitest";
import { rpcClient } from "../../testing/rpc-client.ts";
import { startTestGateway } from "../../testing/start-test-gateway.ts";

const { ACTIVE, ARCHIVED } = Project_ProjectState;
const open = async () => rpcClient(AdminService, await startTestGateway());

test("projects are registered, changed and listed; those that are archived only where somebody asks", async () => {
  const admin = await open();
  await admin.registerProject({
    project: { id: "b", name: "Bee", labels: { values: { t: "x" } } },
  });
  await admin.registerProject({ project: { id: "a", name: "Ay" } });
  await expect(admin.registerProject({ project: { id: "a" } })).rejects.toMatchObject({
    code: Code.AlreadyExists,
  });
  await admin.updateProject({ id: "a", name: "Ay", state: ARCHIVED });
  const ids = async (filters: string) =>
    (await admin.listProjects({ filters })).projects.map(({ id }) => id);
  expect(await ids("")).toEqual(["b"]);
  expect(await ids("eq(state,ARCHIVED)")).toEqual(["a"]);
  expect(await ids("value_in(project.state,0;1)")).toEqual(["a", "b"]);
  expect(await admin.getProject({ id: "b" })).toMatchObject({
    id: "b",
    name: "Bee",
    state: ACTIVE,
    labels: { values: { t: "x" } },
    domains: [{ id: "development" }, { id: "staging" }, { id: "production" }],
  });
  await expect(admin.getProject({ id: "c" })).rejects.toMatchObject({ code: Code.NotFound });
  const { domains } = await admin.getDomains({});
  expect(domains.map(({ id }) => id)).toEqual(["development", "staging", "production"]);
  expect((await admin.getVersion({})).controlPlaneVersion?.Version).toMatch(/^\d+\.\d+\.\d+/);
});

test("attributes are set, found from the narrower to the wider, and removed", async () => {
  const admin = await open();
  const resourceType = MatchableResource.WORKFLOW_EXECUTION_CONFIG;
  const config = (maxParallelism: number) =>
    ({ target: { case: "workflowExecutionConfig", value: { maxParallelism } } }) as const;
  const atMost = async () => {
    const request = { project: "p", domain: "development", resourceType };
    const { attributes } = await admin.getProjectDomainAttributes(request);
    const target = attributes?.matchingAttributes?.target;
    return target?.case === "workflowExecutionConfig" ? target.value.maxParallelism : undefined;
  };
  expect(await atMost()).toBe(0);
  await admin.updateProjectAttributes({
    attributes: { project: "p", matchingAttributes: config(3) },
  });
  expect(await atMost()).toBe(3);
  const scope = { project: "p", domain: "development" };
  for (const many of [5, 7]) {
    await admin.updateProjectDomainAttributes({
      attributes: { ...scope, matchingAttributes: config(many) },
    });
  }
  expect(await atMost()).toBe(7);
  const { configurations } = await admin.listMatchableAttributes({ resourceType });
  expect(configurations).toHaveLength(2);
  await admin.deleteProjectDomainAttributes({ ...scope, resourceType });
  expect(await atMost()).toBe(3);
  await admin.updateWorkflowAttributes({
    attributes: { ...scope, workflow: "w", matchingAttributes: config(9) },
  });
  const ofWorkflow = { ...scope, workflow: "w", resourceType };
  const narrow = async () => {
    const { attributes } = await admin.getWorkflowAttributes(ofWorkflow);
    return attributes?.matchingAttributes?.target;
  };
  expect(await narrow()).toMatchObject(config(9).target);
  await admin.deleteWorkflowAttributes(ofWorkflow);
  expect(await narrow()).toMatchObject(config(3).target);
  await admin.deleteProjectAttributes({ project: "p", resourceType });
  const { attributes } = await admin.getProjectAttributes({ project: "p", resourceType });
  expect(attributes?.matchingAttributes?.target).toMatchObject(config(0).target);
  const queue = { ...scope, workflow: "w", resourceType: MatchableResource.EXECUTION_QUEUE };
  await expect(admin.getWorkflowAttributes(queue)).rejects.toMatchObject({ code: Code.NotFound });
  await expect(
    admin.updateWorkflowAttributes({ attributes: { ...scope, workflow: "w" } }),
  ).rejects.toMatchObject({
    code: Code.InvalidArgument,
    message: expect.stringContaining("matching_attributes"),
  });
});
