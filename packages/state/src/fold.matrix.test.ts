import { create } from "@bufbuild/protobuf";
import { ActionMetadataSchema, type ActionRecord } from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import { attemptOf, phaseOf } from "./current.ts";
import { emptyRecord } from "./empty-record.ts";
import { foldReport } from "./fold.ts";
import type { FoldResult } from "./fold-result.ts";
import { canBeFollowed, declaredSteps, leadsTo, stepOf } from "./testing/declared-steps.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";

/** Every value of the proto, and numbers that it doesn't have: below, just above, far above. */
const reported = [
  ...declaredSteps.map(({ number }) => number),
  -1,
  declaredSteps.length,
  2 ** 31 - 1,
];
const known = declaredSteps.filter(({ isAbsent }) => !isAbsent).map(({ number }) => number);
const pairs = known.flatMap((from) => reported.map((to) => ({ from, to })));
const titled = (relation: string, expected: (from: number, to: number) => string) =>
  pairs.map(({ from, to }) => ({
    from,
    to,
    expected: expected(from, to),
    title: `${stepOf(from).name} then ${stepOf(to).name} ${relation}: ${expected(from, to)}`,
  }));

function flawOf(phase: number): string | undefined {
  if (!declaredSteps.some(({ number }) => number === phase)) return "RL103";
  return stepOf(phase).isAbsent ? "RL102" : undefined;
}

function outcome(result: FoldResult): string {
  return "rule" in result ? result.rule : result.kind;
}

/** What became of a report, and where the action is after it. */
function outcomeAndPlace(before: ActionRecord, result: FoldResult): object {
  const after = "record" in result ? result.record : before;
  return { outcome: outcome(result), phase: phaseOf(after), attempt: attemptOf(after) };
}

describe("every phase after every phase of the same attempt", () => {
  const cases = titled("in the same attempt", (from, to) => {
    if (flawOf(to) !== undefined) return String(flawOf(to));
    if (from === to) return "updated";
    if (leadsTo(from, to)) return "moved";
    if (leadsTo(to, from)) return "late";
    return stepOf(from).isTerminal && !canBeFollowed(from) ? "RL302" : "RL301";
  });

  test.each(cases)("$title", ({ from, to, expected }) => {
    const record = recordOf([report({ phase: from })]);
    const result = foldReport(record, undefined, report({ phase: to, version: 1 }));
    const phase = expected === "moved" ? to : from;
    expect(outcomeAndPlace(record, result)).toEqual({ outcome: expected, phase, attempt: 1 });
  });

  test.each(cases.filter(({ expected }) => expected === "RL301"))(
    "$title, and RL302 where no attempt remains and the phase is terminal",
    ({ from, to }) => {
      const metadata = create(ActionMetadataSchema, { maxAttempts: 1 });
      const record = recordOf([report({ phase: from })], metadata);
      const result = foldReport(record, metadata, report({ phase: to, version: 1 }));
      expect(outcome(result)).toBe(stepOf(from).isTerminal ? "RL302" : "RL301");
    },
  );
});

describe("every phase in the attempt after every phase", () => {
  const cases = titled("in the next attempt", (from, to) => {
    if (flawOf(to) !== undefined) return String(flawOf(to));
    if (!stepOf(to).startsAttempt) return "RL202";
    return canBeFollowed(from) ? "moved" : "RL302";
  });

  test.each(cases)("$title", ({ from, to, expected }) => {
    const record = recordOf([report({ phase: from })]);
    const result = foldReport(record, undefined, report({ phase: to, attempt: 2 }));
    const place = expected === "moved" ? { phase: to, attempt: 2 } : { phase: from, attempt: 1 };
    expect(outcomeAndPlace(record, result)).toEqual({ outcome: expected, ...place });
  });

  test.each(cases.filter(({ expected }) => expected === "moved"))(
    "$title, and RL201 where one attempt is all there is",
    ({ from, to }) => {
      const metadata = create(ActionMetadataSchema, { maxAttempts: 1 });
      const record = recordOf([report({ phase: from })], metadata);
      expect(outcome(foldReport(record, metadata, report({ phase: to, attempt: 2 })))).toBe(
        "RL201",
      );
    },
  );
});

describe("every phase of an earlier attempt that was in every phase", () => {
  const cases = titled("of an earlier attempt", (from, to) => {
    if (flawOf(to) !== undefined) return String(flawOf(to));
    const fits = from === to || leadsTo(from, to) || leadsTo(to, from);
    return fits && canBeFollowed(to) ? "late" : "RL203";
  }).filter(({ from }) => canBeFollowed(from));

  test.each(cases)("$title", ({ from, to, expected }) => {
    const phase = declaredSteps.find(({ startsAttempt }) => startsAttempt)?.number ?? 0;
    const record = recordOf([report({ phase: from }), report({ phase, attempt: 2 })]);
    const result = foldReport(record, undefined, report({ phase: to, version: 1 }));
    expect(outcomeAndPlace(record, result)).toEqual({ outcome: expected, phase, attempt: 2 });
  });
});

test.each(reported.map((phase) => ({ phase, title: stepOf(phase).name })))(
  "$title as the first that is heard of an action",
  ({ phase }) => {
    const result = foldReport(emptyRecord(), undefined, report({ phase }));
    expect(outcome(result)).toBe(flawOf(phase) ?? "moved");
  },
);
