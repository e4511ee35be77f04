import { describe, expect, test } from "vitest";
import { judgeLines } from "../testing/judge-lines.ts";
import { junitProblems } from "../testing/junit-problems.ts";
import { type Json, report, root } from "../testing/rule-example.ts";
import { sarifProblems } from "../testing/sarif-problems.ts";
import { renderReport } from "./render.ts";
import type { Report } from "./report.ts";

/** A waiver that has expired, and an input that can't be read. */
const waivers = [
  { rule: "RL301", symbol: "a<b>&*", reason: "-", owner: "me", expires: "2020-01-01" },
];

async function reportOn(
  records: readonly Json[],
  source: string,
  isTrouble = false,
): Promise<Report> {
  const { verdict, problems, problemCount } = await judgeLines(records, {
    sources: [source],
    ...(isTrouble ? { waivers } : {}),
  });
  const problem = { source, byte: 7, line: 0, message: 'no "JSON"\u0000', isFatal: true };
  const result = {
    verdict,
    problems: isTrouble ? [...problems, problem] : problems,
    problemCount,
    bytes: 0,
  };
  return { result, failOn: "error", severities: {}, version: "1.0.0" };
}

const broken = [...root, report('<&"%:,\n\u0007', "RUNNING", "09:00:00")];

describe.for([
  ["nothing wrong", [...root], "events.jsonl", false],
  ["odd names", broken, "my events/ä, 100%: #1.jsonl", false],
  ["trouble", broken, "http://127.0.0.1:8090/graphql p/d/r", true],
] as const)("a report on a stream with %s", ([, records, source, isTrouble]) => {
  test("is SARIF 2.1.0, as its schema has it", async () => {
    const text = renderReport(await reportOn(records, source, isTrouble), "sarif");
    expect(sarifProblems(text)).toEqual([]);
  });

  test("is JUnit's XML, as its schema has it", async () => {
    const text = renderReport(await reportOn(records, source, isTrouble), "junit");
    expect(await junitProblems(text)).toEqual([]);
  });

  test("is a workflow command a line for GitHub, with nothing in it that ends one early", async () => {
    const text = renderReport(await reportOn(records, source, isTrouble), "github");
    for (const line of text.split("\n").slice(0, -1)) {
      // Source: GitHub's "Workflow commands": what stands between commas and colons is a property.
      const command = /^::(error|warning|notice) ([^:]*)::(.*)$/.exec(line);
      const properties = command?.[2]?.split(",").map((each) => each.split("=")[0]) ?? [];
      expect(properties).not.toEqual([]);
      expect(["file", "line", "title"]).toEqual(expect.arrayContaining(properties));
      expect(line).not.toMatch(/%(?!0D|0A|25|3A|2C)/);
    }
  });
});

test("waivers that are of no use fail in every form that a machine reads", async () => {
  const trouble = await reportOn(broken, "events.jsonl", true);
  expect(renderReport(trouble, "junit")).toMatch(/name="expired waiver RL301 [^>]*><failure/);
  expect(renderReport(trouble, "sarif")).toContain('"ruleId": "waiver-expired"');
  expect(renderReport(trouble, "github")).toContain("::error title=expired waiver::");
});
