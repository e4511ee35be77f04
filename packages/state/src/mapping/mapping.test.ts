import type { Lifecycle } from "@runledger/lifecycle";
import {
  ActionPhase,
  NodeExecution_Phase,
  TaskExecution_Phase,
  WorkflowExecution_Phase,
} from "@runledger/proto/core/v1";
import { AbortState } from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import {
  actionPhaseLifecycle,
  nodePhaseLifecycle,
  taskPhaseLifecycle,
  workflowPhaseLifecycle,
} from "../lifecycles.ts";
import { fromNodePhase, fromTaskPhase, fromWorkflowPhase } from "./from-flyte1.ts";
import type { Mapped } from "./mapped.ts";
import { toNodePhase, toTaskPhase, toWorkflowPhase } from "./to-flyte1.ts";

interface Level {
  readonly level: string;
  readonly lifecycle: Lifecycle;
  readonly to: (phase: ActionPhase) => Mapped<number>;
  readonly from: (phase: number) => Mapped<ActionPhase> | undefined;
}

const levels: Level[] = [
  {
    level: "workflow",
    lifecycle: workflowPhaseLifecycle,
    to: (phase) => toWorkflowPhase({ phase, final: true }),
    from: (phase) => fromWorkflowPhase(phase as WorkflowExecution_Phase),
  },
  {
    level: "node",
    lifecycle: nodePhaseLifecycle,
    to: (phase) => toNodePhase({ phase, final: true }),
    from: (phase) => fromNodePhase(phase as NodeExecution_Phase),
  },
  {
    level: "task",
    lifecycle: taskPhaseLifecycle,
    to: (phase) => toTaskPhase(phase, false),
    from: (phase) => fromTaskPhase(phase as TaskExecution_Phase),
  },
];

const actionPhases = actionPhaseLifecycle.values;

describe.each(levels)("Flyte 1's $level phases", ({ lifecycle, to, from }) => {
  const there = actionPhases.map(({ number, shortName }) => ({ number, shortName }));
  const back = lifecycle.values.map(({ number, shortName }) => ({ number, shortName }));

  test.each(there)("$shortName: what is lost is said, and only what is lost", ({ number }) => {
    const mapped = to(number);
    const comesBack = (from(mapped.phase)?.phase ?? ActionPhase.UNSPECIFIED) === number;
    expect(mapped.lost === undefined).toBe(comesBack);
  });

  test.each(back)("back from $shortName: what is lost is said, and only that", ({ number }) => {
    const mapped = from(number);
    const comesBack = to(mapped?.phase ?? ActionPhase.UNSPECIFIED).phase === number;
    expect(mapped?.lost === undefined).toBe(comesBack);
  });

  test.each(there)(
    "$shortName ends what it ends there too, and as well or as badly",
    ({ number }) => {
      const mine = actionPhaseLifecycle.of(number);
      const theirs = lifecycle.of(to(number).phase);
      expect({ terminal: theirs?.terminal, outcome: theirs?.outcome }).toEqual({
        terminal: mine?.terminal,
        outcome: mine?.outcome,
      });
    },
  );

  test("every step of an action is one there, or none at all", () => {
    const wrong = actionPhases.flatMap(({ number, followedBy }) =>
      followedBy
        .map((next) => [to(number).phase, to(next).phase] as const)
        .filter(([a, b]) => a !== b && !lifecycle.reachable(a, b))
        .map(([a, b]) => `${lifecycle.of(a)?.shortName} to ${lifecycle.of(b)?.shortName}`),
    );
    expect(wrong).toEqual([]);
  });

  test("what is no phase is none there, and none back", () => {
    const absent = lifecycle.values.find(({ role }) => role === "absent")?.number;
    expect(to(99 as ActionPhase).phase).toBe(absent);
    expect(from(99)).toBeUndefined();
    expect(from(absent ?? 0)).toBeUndefined();
  });
});

describe("a workflow's derived phases", () => {
  const { QUEUED, RUNNING, PAUSED, SUCCEEDED, FAILED, ABORTED } = ActionPhase;
  const of = WorkflowExecution_Phase;

  test.each([
    { what: "nothing below", phase: RUNNING, below: {}, is: of.RUNNING },
    { what: "work below", phase: RUNNING, below: { [SUCCEEDED]: 2, [RUNNING]: 1 }, is: of.RUNNING },
    { what: "all below ended well", phase: RUNNING, below: { [SUCCEEDED]: 2 }, is: of.SUCCEEDING },
    {
      what: "a failure beside other work",
      phase: RUNNING,
      below: { [FAILED]: 1, [QUEUED]: 1 },
      is: of.FAILING,
    },
    {
      what: "a failure and nothing else to do",
      phase: RUNNING,
      below: { [FAILED]: 1 },
      is: of.RUNNING,
    },
    {
      what: "all below done while it waits",
      phase: QUEUED,
      below: { [SUCCEEDED]: 1 },
      is: of.QUEUED,
    },
    { what: "a pause seen as work", phase: PAUSED, below: { [SUCCEEDED]: 1 }, is: of.SUCCEEDING },
    { what: "an end", phase: SUCCEEDED, below: { [FAILED]: 1, [RUNNING]: 1 }, is: of.SUCCEEDED },
  ])("with $what: $is", ({ phase, below, is }) => {
    expect(toWorkflowPhase({ phase, below, final: true }).phase).toBe(is);
  });

  test.each([
    { abort: AbortState.REQUESTED, is: of.ABORTING },
    { abort: AbortState.DELIVERED, is: of.ABORTING },
    { abort: AbortState.GIVEN_UP, is: of.ABORTING },
    { abort: AbortState.CONFIRMED, is: of.ABORTED },
    { abort: AbortState.UNSPECIFIED, is: of.ABORTED },
  ])("aborted, in state $abort: $is", ({ abort, is }) => {
    expect(toWorkflowPhase({ phase: ABORTED, abort, final: true }).phase).toBe(is);
  });
});

describe("attempts", () => {
  const { FAILED, TIMED_OUT, SUCCEEDED, RUNNING } = ActionPhase;

  test.each([FAILED, TIMED_OUT])(
    "a node and a workflow go on after phase %i while another may come",
    (phase) => {
      expect(toNodePhase({ phase, final: false }).phase).toBe(NodeExecution_Phase.RUNNING);
      expect(toWorkflowPhase({ phase, final: false })).toMatchObject({
        phase: WorkflowExecution_Phase.RUNNING,
        lost: expect.stringContaining("another follows"),
      });
    },
  );

  test.each([
    {
      phase: FAILED,
      has: TaskExecution_Phase.RETRYABLE_FAILED,
      hasNot: TaskExecution_Phase.FAILED,
    },
    {
      phase: TIMED_OUT,
      has: TaskExecution_Phase.RETRYABLE_FAILED,
      hasNot: TaskExecution_Phase.FAILED,
    },
    { phase: SUCCEEDED, has: TaskExecution_Phase.SUCCEEDED, hasNot: TaskExecution_Phase.SUCCEEDED },
    { phase: RUNNING, has: TaskExecution_Phase.RUNNING, hasNot: TaskExecution_Phase.RUNNING },
  ])("phase $phase is $has with a successor and $hasNot without", ({ phase, has, hasNot }) => {
    expect(toTaskPhase(phase, true).phase).toBe(has);
    expect(toTaskPhase(phase, false).phase).toBe(hasNot);
  });
});

test("a node at work with actions below it runs a workflow of its own", () => {
  const below = { [ActionPhase.SUCCEEDED]: 1 };
  const { RUNNING, DYNAMIC_RUNNING, QUEUED } = NodeExecution_Phase;
  expect(toNodePhase({ phase: ActionPhase.RUNNING, below, final: true }).phase).toBe(
    DYNAMIC_RUNNING,
  );
  expect(toNodePhase({ phase: ActionPhase.RUNNING, final: true }).phase).toBe(RUNNING);
  expect(toNodePhase({ phase: ActionPhase.QUEUED, below, final: true }).phase).toBe(QUEUED);
});
