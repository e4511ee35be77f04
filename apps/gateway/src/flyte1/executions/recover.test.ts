// Recovery, by a real client over gRPC: what succeeded is taken over, the rest starts anew.

import { Code } from "@connectrpc/connect";
import {
  ActionPhase,
  NodeExecution_Phase as Node,
  WorkflowExecution_Phase as Phase,
} from "@runledger/proto/core/v1";
import { ExecutionMetadata_ExecutionMode as Mode } from "@runledger/proto/flyteidl/admin";
import { RelationType } from "@runledger/proto";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { expect, test } from "vitest";
import { integer, openFlyte1, place, planId, text } from "../../testing/flyte1.ts";
import { rpcClient } from "../../testing/rpc-client.ts";

const { RUNNING, SUCCEEDED, FAILED, RECOVERED } = ActionPhase;
const inputs = { literals: { name: text("x") } };
const id = (name: string) => ({ ...place, name });
const node = (execution: string, nodeId: string) => ({ nodeId, executionId: id(execution) });

async function open() {
  const opened = await openFlyte1();
  const { admin, report } = opened;
  await admin.createExecution({ ...id("one"), spec: { launchPlan: planId }, inputs });
  await report("one", "a0", { phase: RUNNING });
  await report("one", "n0", { phase: SUCCEEDED, outputs: { outputUri: "s3://n0" } });
  await report("one", "n1", { phase: FAILED, lastAttempt: true });
  return opened;
}

test("what succeeded is recovered with its outputs and a link, also by a recovery of a recovery", async () => {
  const { admin, gateway, report } = await open();
  await expect(admin.recoverExecution({ id: id("one"), name: "two" })).rejects.toMatchObject({
    code: Code.FailedPrecondition,
    message: expect.stringContaining("hasn't ended"),
  });
  await report("one", "a0", { phase: FAILED, lastAttempt: true });
  expect(await admin.recoverExecution({ id: id("one"), name: "two" })).toMatchObject({
    id: id("two"),
  });
  expect(await admin.getExecution({ id: id("two") })).toMatchObject({
    spec: {
      launchPlan: planId,
      metadata: { mode: Mode.RECOVERED, referenceExecution: id("one") },
    },
    closure: { phase: Phase.QUEUED },
  });
  const { fullInputs } = await admin.getExecutionData({ id: id("two") });
  expect(fullInputs?.literals).toMatchObject({ epochs: integer(3), name: text("x") });
  const top = await admin.listNodeExecutions({ workflowExecutionId: id("two"), limit: 9 });
  const recovered = {
    closure: {
      phase: Node.RECOVERED,
      outputResult: { case: "outputUri", value: "s3://n0" },
      targetMetadata: {
        value: {
          catalogKey: { sourceExecution: { value: { nodeExecutionId: node("one", "n0") } } },
        },
      },
    },
  };
  expect(top.nodeExecutions).toMatchObject([{ id: node("two", "n0"), ...recovered }]);
  await report("two", "n1", { phase: SUCCEEDED, outputs: { outputUri: "s3://n1" } });
  await report("two", "a0", { phase: FAILED, lastAttempt: true });
  await admin.recoverExecution({ id: id("two"), name: "three" });
  const again = await admin.listNodeExecutions({ workflowExecutionId: id("three"), limit: 9 });
  expect(again.nodeExecutions).toMatchObject([
    { id: node("three", "n0"), ...recovered },
    { id: node("three", "n1"), closure: { phase: Node.RECOVERED } },
  ]);
  const runs = rpcClient(RunService, gateway);
  const { details } = await runs.getRunDetails({ runId: id("three") });
  expect(details?.action?.metadata?.relation).toMatchObject({
    relatedTo: id("two"),
    relationType: RelationType.RECOVER,
  });
  const action = await runs.getActionDetails({ actionId: { run: id("three"), name: "n0" } });
  expect(action.details).toMatchObject({
    status: { phase: RECOVERED },
    metadata: { recoveredFrom: { run: id("one"), name: "n0" } },
  });
});

test("what is recovered stays as it was, and its name is taken", async () => {
  const { admin, report } = await open();
  await report("one", "a0", { phase: FAILED, lastAttempt: true });
  await admin.recoverExecution({ id: id("one"), name: "two" });
  await expect(admin.recoverExecution({ id: id("one"), name: "two" })).rejects.toMatchObject({
    code: Code.AlreadyExists,
  });
  await expect(admin.recoverExecution({ id: id("none") })).rejects.toMatchObject({
    code: Code.NotFound,
  });
  expect((await admin.getExecution({ id: id("one") })).closure?.phase).toBe(Phase.FAILED);
});
