// What an execution is run with: as it says itself, or its launch plan, its workflow, and the attributes that hold for it.

import { Code } from "@connectrpc/connect";
import { QualityOfService_Tier as Tier } from "@runledger/proto/core/v1";
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

const inputs = { literals: { name: text("x") } };
const all = { literals: { ...inputs.literals, epochs: integer(1) } };
const tier = (value: Tier) => ({ designation: { case: "tier", value } }) as const;
const { project } = place;
const workflow = workflowId.name;

async function open() {
  const opened = await openFlyte1();
  const { admin } = opened;
  const set = {
    project: (target: object) =>
      admin.updateProjectAttributes({
        attributes: { project, matchingAttributes: { target } },
      } as never),
    domain: (target: object) =>
      admin.updateProjectDomainAttributes({
        attributes: { ...place, matchingAttributes: { target } },
      } as never),
    workflow: (target: object) =>
      admin.updateWorkflowAttributes({
        attributes: { ...place, workflow, matchingAttributes: { target } },
      } as never),
  };
  const config = (value: object) => ({ case: "workflowExecutionConfig", value });
  const specOf = async (spec: object, given: object = inputs) => {
    const { id } = await admin.createExecution({ ...place, spec, inputs: given });
    return (await admin.getExecution({ id: id! })).spec;
  };
  return { ...opened, config, set, specOf };
}

test("each field comes from the nearest that says it, and is taken whole", async () => {
  const { config, gateway, admin, set, specOf } = await open();
  await set.project(
    config({
      maxParallelism: 3,
      interruptible: true,
      rawOutputDataConfig: { outputLocationPrefix: "s3://p" },
    }),
  );
  await set.domain(config({ maxParallelism: 5, annotations: { values: { at: "domain" } } }));
  expect(await specOf({ launchPlan: planId })).toMatchObject({
    labels: { values: { from: "plan" } },
    annotations: { values: { at: "domain" } },
    maxParallelism: 5,
    interruptible: true,
    rawOutputDataConfig: { outputLocationPrefix: "s3://p" },
  });
  await set.workflow(config({ maxParallelism: 7 }));
  // The narrowest attribute that is set counts, and the project's beside it: what lies between doesn't.
  const narrow = await specOf({ launchPlan: planId, labels: { values: { own: "1" } } });
  expect(narrow).toMatchObject({ maxParallelism: 7, interruptible: true });
  expect(narrow?.labels?.values).toEqual({ own: "1" });
  expect(narrow?.annotations?.values ?? {}).toEqual({});
  const own = { maxParallelism: 9, interruptible: false, overwriteCache: true };
  expect(await specOf({ launchPlan: planId, ...own })).toMatchObject(own);
  expect(await specOf({ launchPlan: taskId }, all)).toMatchObject({ maxParallelism: 5 });
  await admin.createExecution({
    ...place,
    name: "run",
    spec: { launchPlan: planId, overwriteCache: true },
    inputs,
  });
  const runs = rpcClient(RunService, gateway);
  const { details } = await runs.getRunDetails({ runId: { ...place, name: "run" } });
  expect(details?.runSpec).toMatchObject({
    maxActionConcurrency: 7,
    cacheConfig: { overwriteCache: true },
    labels: { values: { from: "plan" } },
  });
});

test("how urgent it is comes from itself, its launch plan, its workflow, or the attributes", async () => {
  const { admin, set, specOf } = await open();
  const tierOf = async (spec: object, given: object = inputs) =>
    (await specOf(spec, given))?.qualityOfService?.designation.value;
  expect(await tierOf({ launchPlan: planId })).toBeUndefined();
  await set.domain({ case: "qualityOfService", value: tier(Tier.LOW) });
  expect(await tierOf({ launchPlan: planId })).toBe(Tier.LOW);
  const urgent = { ...workflowId, version: "urgent" };
  const metadata = { qualityOfService: tier(Tier.MEDIUM) };
  await admin.createWorkflow({ id: urgent, spec: { template: { metadata } } });
  const ofWorkflow = { ...planId, version: "of-workflow" };
  await admin.createLaunchPlan({ id: ofWorkflow, spec: { workflowId: urgent } });
  expect(await tierOf({ launchPlan: ofWorkflow }, {})).toBe(Tier.MEDIUM);
  const ofPlan = { ...planId, version: "of-plan" };
  const plan = { workflowId: urgent, qualityOfService: tier(Tier.HIGH) };
  await admin.createLaunchPlan({ id: ofPlan, spec: plan });
  expect(await tierOf({ launchPlan: ofPlan }, {})).toBe(Tier.HIGH);
  expect(await tierOf({ launchPlan: planId, qualityOfService: tier(Tier.MEDIUM) })).toBe(
    Tier.MEDIUM,
  );
});

test("labels of the project are added, and a pool that is assigned is the only one", async () => {
  const { admin, set, specOf } = await open();
  const labels = { values: { team: "a", from: "project" } };
  await admin.registerProject({ project: { id: project, name: project, labels } });
  expect((await specOf({ launchPlan: planId }))?.labels?.values).toEqual({
    team: "a",
    from: "plan",
  });
  await set.domain({ case: "clusterAssignment", value: { clusterPoolName: "gpu" } });
  const assigned = { clusterPoolName: "gpu" };
  expect((await specOf({ launchPlan: planId }))?.clusterAssignment).toMatchObject(assigned);
  expect(
    (await specOf({ launchPlan: planId, clusterAssignment: assigned }))?.clusterAssignment,
  ).toMatchObject(assigned);
  for (const [field, wrong] of [
    [
      "spec.cluster_assignment.cluster_pool_name",
      { clusterAssignment: { clusterPoolName: "cpu" } },
    ],
    ["spec.max_parallelism", { maxParallelism: -1 }],
  ] as const) {
    await expect(specOf({ launchPlan: planId, ...wrong })).rejects.toMatchObject({
      code: Code.InvalidArgument,
      message: expect.stringContaining(field),
    });
  }
});
