import { type MessageInitShape, create } from "@bufbuild/protobuf";
import {
  ActionPhase,
  ExecutionErrorSchema,
  ExecutionError_ErrorKind,
} from "@runledger/proto/core/v1";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attemptError } from "./attempt-error.ts";
import { type ActionError, MAX_GROUP_ACTIONS, groupErrors } from "./group-errors.ts";
import { at } from "./testing/at.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";

const { USER, SYSTEM } = ExecutionError_ErrorKind;
const { RUNNING, FAILED, TIMED_OUT, ABORTED } = ActionPhase;

function error(action: string, init: MessageInitShape<typeof ExecutionErrorSchema>): ActionError {
  return { action, error: create(ExecutionErrorSchema, init) };
}

describe("groupErrors", () => {
  test("counts by kind and code, the most frequent first, with the first and the last time", () => {
    const groups = groupErrors([
      error("a2", { kind: USER, code: "ValueError", message: "late", timestamp: at(9) }),
      error("a1", { kind: SYSTEM, code: "OOM", message: "killed", timestamp: at(4) }),
      error("a1", { kind: USER, code: "ValueError", message: "early", timestamp: at(2) }),
      error("a3", { kind: SYSTEM, code: "ValueError", message: "not the same" }),
    ]);
    expect(groups).toMatchObject([
      {
        kind: USER,
        code: "ValueError",
        count: 2n,
        firstTime: at(2),
        lastTime: at(9),
        message: "late",
        actions: ["a1", "a2"],
      },
      { kind: SYSTEM, code: "OOM", count: 1n, firstTime: at(4), lastTime: at(4) },
      { kind: SYSTEM, code: "ValueError", count: 1n, actions: ["a3"] },
    ]);
    expect(groups[2]?.firstTime).toBeUndefined();
  });

  test("says the same in whatever order the errors come", () => {
    const errors = fc.array(
      fc
        .record({
          action: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"),
          kind: fc.nat(2),
          code: fc.constantFrom("", "X"),
          message: fc.constantFrom("m", "n"),
          seconds: fc.option(fc.nat(3), { nil: undefined }),
        })
        .map(({ action, kind, code, message, seconds }) =>
          error(action, {
            kind: kind as ExecutionError_ErrorKind,
            code,
            message,
            ...(seconds === undefined ? {} : { timestamp: at(seconds) }),
          }),
        ),
    );
    const shuffled = errors.chain((all) =>
      fc.record({
        all: fc.constant(all),
        anew: fc.shuffledSubarray(all, { minLength: all.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ all, anew }) => {
        const groups = groupErrors(all);
        expect(groupErrors(anew)).toEqual(groups);
        expect(groups.reduce((sum, { count }) => sum + count, 0n)).toBe(BigInt(all.length));
      }),
    );
  });

  test(`names the first ${MAX_GROUP_ACTIONS} actions, each once`, () => {
    const names = ["g", "f", "e", "d", "c", "b", "a", "a"];
    const [group] = groupErrors(names.map((name) => error(name, { code: "X" })));
    expect(group).toMatchObject({ count: 8n, actions: ["a", "b", "c", "d", "e"] });
  });
});

/** Gets what the last attempt ended with. */
function ended(...events: Parameters<typeof report>[0][]) {
  const attempt = recordOf(events.map((event) => report(event))).attempts.at(-1)?.attempt;
  if (attempt === undefined) throw new Error("no attempt");
  return attemptError(attempt);
}

describe("attemptError", () => {
  test.each([FAILED, TIMED_OUT])("is what an attempt ended with in phase %i", (phase) => {
    const told = { code: "X", message: "m", timestamp: at(3) };
    expect(ended({ phase, updatedTime: at(5), error: told })).toMatchObject(told);
  });

  test("is of the time of the end where nobody told when it was raised", () => {
    expect(ended({ phase: FAILED, updatedTime: at(5), error: { code: "X" } })?.timestamp).toEqual(
      at(5),
    );
  });

  test("is empty where it failed without saying why", () => {
    expect(ended({ phase: FAILED })).toMatchObject({ code: "", message: "", kind: 0 });
  });

  test.each([RUNNING, ABORTED])("is none in phase %i, whatever was told", (phase) => {
    expect(ended({ phase, error: { code: "X" } })).toBeUndefined();
  });
});
