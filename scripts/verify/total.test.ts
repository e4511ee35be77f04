import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { total } from "./total.mjs";

function report(passed: number, failed: number): string {
  const text = JSON.stringify({ numPassedTests: passed, numFailedTests: failed });
  return join(temporaryFolder({ "tests.json": text }), "tests.json");
}

describe("what passed and failed is added up", () => {
  test.each([
    [
      "steps count as one each",
      [{ ok: true }, { ok: true }, { ok: false }],
      { passed: 2, failed: 1 },
    ],
    ["nothing ran", [], { passed: 0, failed: 0 }],
    [
      "a report that was never written is a failure",
      [{ ok: false, report: "/nowhere" }],
      { passed: 0, failed: 1 },
    ],
  ])("%s", (_, results, sum) => expect(total(results)).toEqual(sum));

  test("tests count one by one", () => {
    const results = [
      { ok: true },
      { ok: false, report: report(10, 3) },
      { ok: true, report: report(5, 0) },
    ];
    expect(total(results)).toEqual({ passed: 16, failed: 3 });
  });

  test("a test run that failed without a failed test still failed", () => {
    expect(total([{ ok: false, report: report(10, 0) }])).toEqual({ passed: 10, failed: 1 });
  });
});
