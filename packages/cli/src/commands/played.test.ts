import { create } from "@bufbuild/protobuf";
import { ActionEventSchema, RunDeclarationSchema } from "@runledger/proto";
import { describe, expect, it } from "vitest";
import type { Plan } from "../plan/plan.ts";
import type { Answer } from "../send/answer.ts";
import type { SendResult } from "../send/send-reports.ts";
import { Tally } from "../send/tally.ts";
import { Played } from "./played.ts";

const report = { at: 0, event: create(ActionEventSchema, { id: { name: "fetch" }, attempt: 2 }) };
const plan: Plan = {
  declaration: create(RunDeclarationSchema, { id: { project: "p", domain: "d", name: "r" } }),
  reports: [report, report, report],
  facts: { tasks: 1, groups: 1, actions: 3, attempts: 2, failedAttempts: 1, duration: 65_000 },
};

const moved: Answer = { outcome: "MOVED", held: true, refusal: "" };
const rejected: Answer = { outcome: "REJECTED", held: false, refusal: "RL301: no" };

function played(kind: SendResult["kind"], answers: readonly Answer[], retries = 0): Played {
  const tally = new Tally();
  tally.add(plan.reports, answers);
  const result: SendResult =
    kind === "failed" ? { kind, tally, error: new Error("nobody answers") } : { kind, tally };
  return new Played(plan, result, { retries, milliseconds: 1500 });
}

const text = (summary: Played): string => summary.toText((_, words) => words);

describe("Played", () => {
  it("says that every report is in the ledger, and ends with 0", () => {
    const whole = played("sent", [moved, moved, moved]);
    expect(whole.exitCode).toBe(0);
    expect(text(whole)).toBe(
      [
        "r",
        "  3 actions: 1 task in 1 group under the root",
        "  2 attempts, 1 of which did not end well, over 1 min 5 s",
        "  3 of 3 reports answered: 3 moved",
        "  1.5 s, 2 reports/s",
        "  every report is in the ledger",
        "",
      ].join("\n"),
    );
  });

  it("lists what was refused, and ends with 1", () => {
    const refused = played("sent", [moved, rejected, moved]);
    expect(refused.exitCode).toBe(1);
    expect(text(refused)).toContain(
      "  1 report refused:\n    fetch, attempt 2: RL301: no\n  not every report is in the ledger\n",
    );
  });

  it("says how to go on where it was stopped, and ends with 130", () => {
    const stopped = played("stopped", [moved]);
    expect(stopped.exitCode).toBe(130);
    expect(text(stopped)).toMatch(/stopped before 2 reports\n {2}the same command goes on/);
  });

  it("says why it failed, and ends with 1", () => {
    const failed = played("failed", [moved, moved], 7);
    expect(failed.exitCode).toBe(1);
    expect(text(failed)).toMatch(
      /sent again 7 times\n {2}failed before 1 report: nobody answers\n {2}the same command goes on/,
    );
  });

  it("says it all to programs too", () => {
    expect(JSON.parse(JSON.stringify(played("failed", [moved, rejected], 7)))).toEqual({
      result: "failed",
      run: { project: "p", domain: "d", name: "r" },
      ...plan.facts,
      reports: 3,
      answered: 2,
      outcomes: { MOVED: 1, REJECTED: 1 },
      refused: 1,
      refusals: [{ action: "fetch", attempt: 2, reason: "RL301: no" }],
      retries: 7,
      milliseconds: 1500,
      reportsPerSecond: 1,
      error: "nobody answers",
    });
  });
});
