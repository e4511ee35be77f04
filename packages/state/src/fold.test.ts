import { create } from "@bufbuild/protobuf";
import { ActionPhase } from "@runledger/proto/core/v1";
import { ActionMetadataSchema } from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import { emptyRecord } from "./empty-record.ts";
import { foldLedgerReport, foldReport } from "./fold.ts";
import { LEDGER_VERSION, ledgerReport } from "./ledger-report.ts";
import { type RuleId, rules } from "./rules.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";

const { QUEUED, INITIALIZING, RUNNING, PAUSED, SUCCEEDED, FAILED, ABORTED, TIMED_OUT } =
  ActionPhase;
const running = recordOf([report({ phase: RUNNING })]);

describe("a report whose key is stored already", () => {
  test("is a duplicate where the content is the same, and nothing comes of it", () => {
    expect(foldReport(running, undefined, report({ phase: RUNNING }), "same")).toEqual({
      kind: "duplicate",
    });
  });

  test("is a duplicate also after the end, since it was taken before", () => {
    const ended = recordOf([report({ phase: RUNNING }), report({ phase: SUCCEEDED })]);
    expect(foldReport(ended, undefined, report({ phase: RUNNING }), "same").kind).toBe("duplicate");
  });

  test("is a conflict where the content is another", () => {
    expect(
      foldReport(running, undefined, report({ phase: RUNNING, cluster: "c" }), "other"),
    ).toEqual({
      kind: "conflict",
      rule: "RL304",
      message:
        "version: 0 of RUNNING in attempt 1 was reported with other content before, and that report stands. " +
        "Legal: attempt 1 may tell of SUCCEEDED, FAILED, ABORTED, TIMED_OUT. " +
        "Report what has changed under the next version.",
      from: RUNNING,
      fromAttempt: 1,
      reported: RUNNING,
      legal: [SUCCEEDED, FAILED, ABORTED, TIMED_OUT],
    });
  });
});

describe("the version that is kept for the ledger", () => {
  const own = report({ phase: SUCCEEDED, version: LEDGER_VERSION });

  test.each([undefined, "same", "other"] as const)(
    "is refused from a producer; prior: %s",
    (prior) => {
      expect(foldReport(running, undefined, own, prior)).toMatchObject({
        kind: "rejected",
        rule: "RL104",
      });
    },
  );

  test("is taken from the ledger, and counts above a producer's", () => {
    const record = recordOf([
      report({ phase: SUCCEEDED, version: LEDGER_VERSION - 1, cluster: "p" }),
    ]);
    const result = foldLedgerReport(record, undefined, { ...own, cluster: "own" });
    expect(result).toMatchObject({
      kind: "updated",
      record: { attempts: [{ attempt: { cluster: "own" } }] },
    });
  });
});

/** The attempts that are known after failures of these were told, and whether each follows a gap. */
function followsGap(...numbers: number[]): unknown[] {
  const record = recordOf(numbers.map((attempt) => report({ attempt, phase: FAILED })));
  return record.attempts.map(({ attempt }) => [attempt?.attempt, attempt?.followsGap]);
}

describe("attempts", () => {
  test.each([
    {
      told: [1, 2],
      marked: [
        [1, false],
        [2, false],
      ],
    },
    {
      told: [1, 4],
      marked: [
        [1, false],
        [4, true],
      ],
    },
    { told: [3], marked: [[3, true]] },
    {
      told: [3, 1],
      marked: [
        [1, false],
        [3, true],
      ],
    },
    {
      told: [3, 1, 2],
      marked: [
        [1, false],
        [2, false],
        [3, false],
      ],
    },
  ])("told as $told are marked $marked", ({ told, marked }) => {
    expect(followsGap(...told)).toEqual(marked);
  });

  test("above the limit are refused, with the limit and where it comes from", () => {
    const declared = create(ActionMetadataSchema, { maxAttempts: 3 });
    const refused = foldReport(running, declared, report({ attempt: 4, phase: QUEUED }));
    expect(refused).toMatchObject({
      rule: "RL201",
      legal: [],
      message: expect.stringContaining(
        "attempt: 4 is above 3, the max_attempts that the action was declared with.",
      ),
    });
    expect(foldReport(running, undefined, report({ attempt: 1001, phase: QUEUED }))).toMatchObject({
      rule: "RL201",
      message: expect.stringContaining("above 1000, the limit where no max_attempts is declared."),
    });
    expect(foldReport(running, undefined, report({ attempt: 1000, phase: QUEUED })).kind).toBe(
      "moved",
    );
  });

  test("are numbered from 1", () => {
    const refused = foldReport(emptyRecord(), undefined, report({ attempt: 0, phase: QUEUED }));
    expect(refused).toMatchObject({ rule: "RL101", from: 0, fromAttempt: 0 });
    expect(refused).toHaveProperty("legal.length", 10);
  });
});

describe("phases that are known beside the current one", () => {
  test("count too: PAUSED and RUNNING both lead to SUCCEEDED, and never to each other", () => {
    const record = recordOf([report({ phase: PAUSED }), report({ phase: SUCCEEDED })]);
    expect(foldReport(record, undefined, report({ phase: RUNNING }))).toMatchObject({
      rule: "RL301",
      message:
        "phase: RUNNING can't be told of attempt 1, which is known to have been PAUSED. " +
        "Report one of the legal phases, or another attempt.",
    });
  });

  test("count in earlier attempts too", () => {
    const record = recordOf([
      report({ phase: PAUSED }),
      report({ phase: FAILED }),
      report({ attempt: 2, phase: QUEUED }),
    ]);
    expect(foldReport(record, undefined, report({ phase: INITIALIZING }))).toMatchObject({
      rule: "RL203",
      legal: [QUEUED, PAUSED, FAILED],
      message: expect.stringContaining(
        "which is known to have been PAUSED, since attempt 2 followed it",
      ),
    });
  });
});

test("every refusal names the way out of its rule", () => {
  const refused = foldReport(running, undefined, report({ phase: PAUSED }));
  const { rule, message } = refused as { rule: RuleId; message: string };
  expect(message.endsWith(rules[rule].wayOut)).toBe(true);
});

test("a queued report without a time says the same whenever it is made", () => {
  expect(ledgerReport(1, QUEUED, undefined)).toEqual(ledgerReport(1, QUEUED, undefined));
  expect(ledgerReport(1, QUEUED, undefined).updatedTime).toBeUndefined();
});
