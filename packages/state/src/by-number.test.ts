import {
  ActionPhase,
  NodeExecution_Phase,
  TaskExecution_Phase,
  WorkflowExecution_Phase,
} from "@runledger/proto/core/v1";
import { expect, expectTypeOf, test } from "vitest";
import { byNumber } from "./by-number.ts";
import type { PhaseName } from "./phase-names.ts";

type Answers<Names> = Readonly<Record<keyof Names, string>>;

/** What an answer for every value of today looks like. Only its type counts. */
function answers<Names extends object>(names: Names): Answers<Names> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, name])) as Answers<Names>;
}

test("answers by number, and has none for a number that is no value", () => {
  const names = byNumber(ActionPhase, answers(ActionPhase));
  expect(names.get(9)).toBe("PAUSED");
  expect(names.get(99)).toBeUndefined();
});

test("a value that a schema adds breaks the build where the answers stand", () => {
  // The enums of tomorrow, and the answers of today: each line below must fail to compile, or this file does.
  const inAction = { ...ActionPhase, SUSPENDED: 11 } as const;
  const inWorkflow = { ...WorkflowExecution_Phase, SUSPENDED: 11 } as const;
  const inNode = { ...NodeExecution_Phase, SUSPENDED: 11 } as const;
  const inTask = { ...TaskExecution_Phase, SUSPENDED: 11 } as const;
  // @ts-expect-error -- SUSPENDED has no answer.
  const action = byNumber(inAction, answers(ActionPhase));
  // @ts-expect-error -- SUSPENDED has no answer.
  const workflow = byNumber(inWorkflow, answers(WorkflowExecution_Phase));
  // @ts-expect-error -- SUSPENDED has no answer.
  const node = byNumber(inNode, answers(NodeExecution_Phase));
  // @ts-expect-error -- SUSPENDED has no answer.
  const task = byNumber(inTask, answers(TaskExecution_Phase));
  expect([action, workflow, node, task].map((made) => made.get(11))).toEqual(
    Array(4).fill(undefined),
  );
});

test("a value that a schema takes away breaks the build too", () => {
  const { PAUSED: _, ...without } = ActionPhase;
  // @ts-expect-error -- PAUSED is answered and is no value.
  expect(byNumber(without, { ...answers(without), PAUSED: "?" }).get(9)).toBeUndefined();
});

test("the names of the phases are those of the schema", () => {
  expectTypeOf<"waiting_for_resources">().toExtend<PhaseName>();
  expectTypeOf<"unspecified">().not.toExtend<PhaseName>();
  expectTypeOf<"suspended">().not.toExtend<PhaseName>();
});
