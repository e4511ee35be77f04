import { create } from "@bufbuild/protobuf";
import {
  ActionPhase,
  NodeExecution_Phase as Node,
  TaskExecution_Phase as Task,
  WorkflowExecution_Phase as Workflow,
} from "@runledger/proto/core/v1";
import { ActionDetailsSchema } from "@runledger/proto/run/v1";
import { expect, test } from "vitest";
import { nodePhaseLifecycle, taskPhaseLifecycle, workflowPhaseLifecycle } from "../lifecycles.ts";
import { executionView } from "./execution-view.ts";
import { endsLastAttempt, type Flyte1Level, reportedAs, reportedPhase } from "./reported-phase.ts";
import { toNodePhase, toWorkflowPhase } from "./to-flyte1.ts";

const { RUNNING, SUCCEEDED, FAILED } = ActionPhase;

test.each([
  ["node", Node.SKIPPED, "node.SKIPPED", SUCCEEDED],
  ["node", Node.DYNAMIC_RUNNING, "node.DYNAMIC_RUNNING", RUNNING],
  ["workflow", Workflow.FAILING, "workflow.FAILING", RUNNING],
  ["task", Task.RETRYABLE_FAILED, "task.RETRYABLE_FAILED", FAILED],
] as const)("a phase of a %s that says more, %i, is named %s", (level, phase, name, own) => {
  expect(reportedAs(level, phase)).toBe(name);
  expect(reportedPhase(level, name, own)).toBe(phase);
});

test("a phase that says no more has no name, and a name means nothing in another phase or level", () => {
  expect(reportedAs("node", Node.RUNNING)).toBe("");
  expect(reportedAs("node", 99)).toBe("");
  expect(reportedPhase("node", "node.SKIPPED", RUNNING)).toBeUndefined();
  expect(reportedPhase("workflow", "node.SKIPPED", SUCCEEDED)).toBeUndefined();
  expect(reportedPhase("node", undefined, SUCCEEDED)).toBeUndefined();
});

const details = (phase: ActionPhase, reported: string, more: object = {}) =>
  create(ActionDetailsSchema, {
    status: { phase, attempts: 1 },
    attempts: [{ attempt: 1, phase, reportedAs: reported, ...more }],
  });

test("what a report named is shown while it holds", () => {
  const view = executionView(details(SUCCEEDED, "node.SKIPPED"));
  expect(toNodePhase(view).phase).toBe(Node.SKIPPED);
  expect(toWorkflowPhase(view).phase).toBe(Workflow.SUCCEEDED);
  expect(toNodePhase(executionView(details(FAILED, "node.SKIPPED"))).phase).toBe(Node.FAILED);
});

test("a failure goes on only where somebody has said so", () => {
  const retryable = "task.RETRYABLE_FAILED";
  expect(executionView(details(FAILED, "")).final).toBe(true);
  expect(executionView(details(FAILED, retryable)).final).toBe(false);
  expect(executionView(details(FAILED, retryable, { lastAttempt: true })).final).toBe(true);
});

test("a failure that another attempt follows isn't the last, and every other one is", () => {
  const levels: readonly [Flyte1Level, { readonly values: readonly { number: number }[] }][] = [
    ["workflow", workflowPhaseLifecycle],
    ["node", nodePhaseLifecycle],
    ["task", taskPhaseLifecycle],
  ];
  const last = levels.map(([level, { values }]) => [
    level,
    values.flatMap(({ number }) => (endsLastAttempt(level, number) ? [number] : [])),
  ]);
  expect(last).toEqual([
    ["workflow", [Workflow.FAILED, Workflow.TIMED_OUT]],
    ["node", [Node.FAILED, Node.TIMED_OUT]],
    ["task", [Task.FAILED]],
  ]);
  expect(endsLastAttempt("task", 99)).toBe(false);
});
