// The lifecycles of the protocol itself: every pair of values, held against the options as they
// stand in the descriptors.

import type { DescEnum } from "@bufbuild/protobuf";
import { getOption } from "@bufbuild/protobuf";
import {
  ActionPhase,
  ActionPhaseSchema,
  Ends,
  NodeExecution_PhaseSchema,
  Outcome,
  Role,
  TaskExecution_PhaseSchema,
  WorkflowExecution_PhaseSchema,
  step,
} from "@runledger/proto";
import { describe, expect, test } from "vitest";
import { defineLifecycle } from "./define-lifecycle.ts";

const enums: readonly DescEnum[] = [
  ActionPhaseSchema,
  WorkflowExecution_PhaseSchema,
  NodeExecution_PhaseSchema,
  TaskExecution_PhaseSchema,
];

/** Walks the declared edges, depth first, from scratch for each question. */
function reachable(desc: DescEnum, from: string, to: string, seen = new Set<string>()): boolean {
  const value = desc.values.find(({ name }) => name === from);
  if (value === undefined) throw new Error(`${desc.typeName} has no value ${from}`);
  return getOption(value, step).followedBy.some((next) => {
    if (next === to) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    return reachable(desc, next, to, seen);
  });
}

describe.for(enums)("$typeName", (desc) => {
  const lifecycle = defineLifecycle(desc);

  test.for(desc.values)("$name, to every other value", (from) => {
    for (const to of desc.values) {
      const forward = reachable(desc, from.name, to.name);
      const backward = reachable(desc, to.name, from.name);
      const direct = getOption(from, step).followedBy.includes(to.name);
      expect({
        step: `${from.name} → ${to.name}`,
        direct: lifecycle.canFollow(from.number, to.number),
        reachable: lifecycle.reachable(from.number, to.number),
        comparable: lifecycle.comparable(from.number, to.number),
        ranked: lifecycle.rank(from.number) < lifecycle.rank(to.number) || !forward,
      }).toEqual({
        step: `${from.name} → ${to.name}`,
        direct,
        reachable: forward,
        comparable: from === to || forward || backward,
        ranked: true,
      });
    }
  });

  test.for(desc.values)("$name, by itself", (value) => {
    const { role, ends, outcome, retryable, startsAttempt, description } = getOption(value, step);
    expect({
      absent: lifecycle.isAbsent(value.number),
      terminal: lifecycle.isTerminal(value.number),
      success: lifecycle.isSuccess(value.number),
      endsAttempt: lifecycle.endsAttempt(value.number),
      endsSubject: lifecycle.endsSubject(value.number),
      awaitsSignal: lifecycle.awaitsSignal(value.number),
      retryable: lifecycle.retryable(value.number),
      startsAttempt: lifecycle.canStartAttempt(value.number),
    }).toEqual({
      absent: role === Role.ABSENT,
      terminal: role === Role.TERMINAL,
      success: outcome === Outcome.SUCCESS,
      endsAttempt: ends === Ends.ATTEMPT,
      endsSubject: ends === Ends.SUBJECT,
      awaitsSignal: role === Role.AWAITING_SIGNAL,
      retryable,
      startsAttempt,
    });
    expect(lifecycle.of(value.number)).toMatchObject({ name: value.name, description });
    expect(lifecycle.of(value.name)).toBe(lifecycle.of(value.number));
    expect(lifecycle.of(lifecycle.of(value.number)?.shortName ?? "")).toBe(
      lifecycle.of(value.number),
    );
  });

  test("can't be changed", () => {
    const [value] = lifecycle.values;
    expect(
      [lifecycle, lifecycle.values, value, value?.followedBy, value?.reachable].every(
        Object.isFrozen,
      ),
    ).toBe(true);
  });
});

describe("an action", () => {
  const phases = defineLifecycle(ActionPhaseSchema);

  test("is not at its end while it is paused, though no number but one is greater", () => {
    expect(phases.isTerminal(ActionPhase.PAUSED)).toBe(false);
    expect(phases.explain(ActionPhase.PAUSED, ActionPhase.SUCCEEDED).kind).toBe("direct");
    expect(phases.explain(ActionPhase.SUCCEEDED, ActionPhase.PAUSED).kind).toBe("earlier");
  });

  test("may be tried again after a failure, and not after a success", () => {
    expect(phases.explain(ActionPhase.FAILED, ActionPhase.SUCCEEDED)).toMatchObject({
      kind: "ended",
      legal: [],
      legalInNextAttempt: phases.values
        .filter(({ startsAttempt }) => startsAttempt)
        .toSorted((a, b) => a.rank - b.rank),
    });
    expect(phases.explain(ActionPhase.SUCCEEDED, ActionPhase.FAILED)).toMatchObject({
      kind: "ended",
      legalInNextAttempt: [],
    });
  });

  test("may be first heard of in any phase but none at all", () => {
    const never = phases.values.filter(({ number }) => !phases.canStart(number));
    expect(never.map(({ shortName }) => shortName)).toEqual(["UNSPECIFIED"]);
  });

  test("may still be tried again from where a failure can come", () => {
    const hopeless = phases.values.filter(({ number }) => !phases.mayRetry(number));
    expect(hopeless.map(({ shortName }) => shortName)).toEqual([
      "UNSPECIFIED",
      "SUCCEEDED",
      "ABORTED",
      "RECOVERED",
    ]);
  });
});

describe("a first report", () => {
  test("is what follows an absent value, where that says so", () => {
    const task = defineLifecycle(TaskExecution_PhaseSchema);
    const workflow = defineLifecycle(WorkflowExecution_PhaseSchema);
    expect(
      task.values.every(({ number }) => task.canStart(number) === !task.isAbsent(number)),
    ).toBe(true);
    expect(workflow.explain(0, workflow.of("SUCCEEDED")?.number ?? -1)).toMatchObject({
      kind: "skips",
      sentence: "SUCCEEDED may follow UNDEFINED by way of QUEUED: the report of that was skipped.",
    });
  });
});
