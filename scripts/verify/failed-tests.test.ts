import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../bootstrap/root.mjs";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { failedTests } from "./failed-tests.mjs";

function report(testResults: unknown): string {
  return join(temporaryFolder({ "tests.json": JSON.stringify({ testResults }) }), "tests.json");
}

function file(name: string, assertionResults: unknown[], status = "failed", message = "") {
  return { name: join(root, name), status, message, assertionResults };
}

test("a failed test is named with its file and the first line of why", () => {
  const why = "AssertionError: expected 1 to be 2\n    at somewhere";
  const written = report([
    file("packages/state/src/a.test.ts", [
      { fullName: "adds up", status: "passed" },
      { fullName: "takes away", status: "failed", failureMessages: [why] },
    ]),
    file("packages/state/src/b.test.ts", [{ fullName: "stands", status: "passed" }], "passed"),
  ]);
  expect(failedTests(written)).toEqual([
    `${join("packages", "state", "src", "a.test.ts")}: takes away: AssertionError: expected 1 to be 2`,
  ]);
});

test("a file that does not load is named by itself", () => {
  const written = report([file("a.test.ts", [], "failed", "SyntaxError: no such export\nstack")]);
  expect(failedTests(written)).toEqual(["a.test.ts: SyntaxError: no such export"]);
});

test("of many, twenty are named", () => {
  const tests = Array.from({ length: 25 }, (_, index) => ({
    fullName: `test ${index}`,
    status: "failed",
  }));
  const lines = failedTests(report([file("a.test.ts", tests)]));
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe("and 5 more");
});

test("a report that is not there names nothing", () => {
  expect(failedTests("/nowhere/tests.json")).toEqual([]);
  expect(failedTests(undefined)).toEqual([]);
});
