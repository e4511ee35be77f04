// The view of Flyte 1 in GraphQL: the same as its own RPCs give.

import {
  ActionPhase,
  NodeExecution_PhaseSchema,
  TaskExecution_PhaseSchema,
  WorkflowExecution_PhaseSchema,
} from "@runledger/proto/core/v1";
import { expect, test } from "vitest";
import { openFlyte1, place, planId, text } from "../../testing/flyte1.ts";

const { RUNNING, SUCCEEDED, FAILED } = ActionPhase;
const id = { ...place, name: "one" };

const query = `query ($run: RunIdentifierInput!) { run(run: $run) {
  workflowPhase
  nodeExecutions(first: 9) { edges { node {
    name nodePhase taskExecutions { retryAttempt phase attempt { attempt } }
  } } }
} }`;

test("shows a run as a workflow execution, with its nodes and their attempts", async () => {
  const { admin, gateway, report } = await openFlyte1();
  const inputs = { literals: { name: text("x") } };
  await admin.createExecution({ ...id, spec: { launchPlan: planId }, inputs });
  await report("one", "a0", { phase: RUNNING });
  await report("one", "n0", { phase: FAILED, reportedAs: "task.RETRYABLE_FAILED" });
  await report("one", "n0", { attempt: 2, phase: SUCCEEDED });
  await report("one", "n1", { phase: SUCCEEDED, reportedAs: "node.SKIPPED" });
  const { data, errors } = await gateway.send(query, { run: id });
  expect(errors).toEqual([]);
  expect(data.run).toEqual({
    workflowPhase: "SUCCEEDING",
    nodeExecutions: {
      edges: [
        {
          node: {
            name: "n0",
            nodePhase: "SUCCEEDED",
            taskExecutions: [
              { retryAttempt: 0, phase: "RETRYABLE_FAILED", attempt: { attempt: 1 } },
              { retryAttempt: 1, phase: "SUCCEEDED", attempt: { attempt: 2 } },
            ],
          },
        },
        {
          node: {
            name: "n1",
            nodePhase: "SKIPPED",
            taskExecutions: [{ retryAttempt: 0, phase: "SUCCEEDED", attempt: { attempt: 1 } }],
          },
        },
      ],
    },
  });
  const execution = await admin.getExecution({ id });
  const phase = execution.closure?.phase ?? 0;
  expect(WorkflowExecution_PhaseSchema.value[phase]?.name).toBe(data.run.workflowPhase);
  const nodes = await admin.listNodeExecutions({ workflowExecutionId: id, limit: 9 });
  for (const [index, node] of nodes.nodeExecutions.entries()) {
    const shown = data.run.nodeExecutions.edges[index].node;
    const told = node.closure?.phase ?? 0;
    expect(NodeExecution_PhaseSchema.value[told]?.name).toBe(shown.nodePhase);
    const { taskExecutions } = await admin.listTaskExecutions({
      nodeExecutionId: { nodeId: shown.name, executionId: id },
      limit: 9,
    });
    expect(
      taskExecutions.map(
        ({ closure }) => TaskExecution_PhaseSchema.value[closure?.phase ?? 0]?.name,
      ),
    ).toEqual(shown.taskExecutions.map((each: { phase: string }) => each.phase));
  }
});

test("an action at work that has others below it is dynamic", async () => {
  const { gateway, report } = await openFlyte1();
  await report("two", "a0", { phase: RUNNING });
  await report("two", "n0", { phase: RUNNING });
  const { data } = await gateway.send(
    `query ($action: ActionIdentifierInput!) { action(action: $action) { nodePhase } }`,
    { action: { run: { ...place, name: "two" }, name: "a0" } },
  );
  expect(data.action.nodePhase).toBe("DYNAMIC_RUNNING");
});
