import { describe, expect, test } from "vitest";
import { type Finding, forwardBreak, noEffect } from "../finding.ts";
import { judge } from "../policy/judge.ts";
import { junitProblems } from "../../testing/junit-problems.ts";
import { sarifProblems } from "../../testing/sarif-problems.ts";
import { compatFormats, formatReport } from "./format.ts";
import type { CompatReport } from "./report.ts";

const policy = { modes: {}, undecided: "warn" } as const;

const finding: Finding = {
  rule: "RC102",
  symbol: "job.Phase.RECOVERED",
  scope: "job",
  message: 'RECOVERED <is> a new end: 100% | "new".',
  place: { file: "proto/job.proto", line: 7, column: 3 },
  ...forwardBreak,
};

const report: CompatReport = {
  against: ["v1"],
  judged: [
    judge(finding, "v1", true, policy),
    {
      ...judge(finding, "v0", true, policy),
      standing: "waived",
      waiver: "known (me, until 2027-01-01)",
    },
    judge({ ...finding, rule: "RC114", ...noEffect }, "v1", true, policy),
  ],
  waiverProblems: [],
  notes: ["v1 has no schema.graphql to compare"],
};

const empty: CompatReport = { against: ["v1"], judged: [], waiverProblems: [], notes: [] };

describe("a report", () => {
  test.each(compatFormats)("as %s names the rule, and ends its last line", (format) => {
    const text = formatReport(report, format);
    expect(text).toContain("RC102");
    expect(text).toMatch(/[^\n]\n$/);
  });

  test.each(compatFormats)("as %s can be empty", (format) => {
    expect(formatReport(empty, format)).not.toMatch(/RC102.*(error|breaks)/);
  });

  test("for people says where, why, in which order and the way out", () => {
    expect(formatReport(report, "human")).toContain(
      [
        "breaks  RC102 terminal-value-added  job.Phase.RECOVERED",
        "  at proto/job.proto:7:3, compared with v1",
        `  ${finding.message}`,
        "  Upgrade all readers first, then the writers. Breaks FORWARD. The mode is FULL.",
      ].join("\n"),
    );
  });

  test("for GitHub is an error on the line, with what workflow commands need escaped", () => {
    expect(formatReport(report, "github").split("\n")[0]).toBe(
      "::error file=proto/job.proto,line=7,col=3,title=RC102 terminal-value-added%3A job.Phase.RECOVERED::" +
        'RECOVERED <is> a new end: 100%25 | "new". Upgrade all readers first, then the writers. (compared with v1)',
    );
  });

  test("as JUnit counts failures and escapes what XML needs", () => {
    const xml = formatReport(report, "junit");
    expect(xml).toContain('tests="3" failures="1"');
    expect(xml).toContain("RECOVERED &lt;is&gt; a new end: 100% | &quot;new&quot;.");
    expect(xml).not.toContain("<is>");
  });

  test("as Markdown keeps its tables whole", () => {
    const rows = formatReport(report, "markdown")
      .split("\n")
      .filter((line) => line.startsWith("| RC"));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.replaceAll(String.raw`\|`, "").split("|")).toHaveLength(6);
  });

  test("as SARIF points at the line and says what is waived", () => {
    const { runs } = JSON.parse(formatReport(report, "sarif")) as {
      runs: { results: { level: string; locations: unknown; suppressions?: unknown }[] }[];
    };
    const results = runs[0]?.results ?? [];
    expect(results.map(({ level }) => level)).toEqual(["error", "note", "note"]);
    expect(results[0]?.locations).toMatchObject([
      {
        physicalLocation: {
          artifactLocation: { uri: "proto/job.proto" },
          region: { startLine: 7, startColumn: 3 },
        },
      },
    ]);
    expect(results[1]?.suppressions).toEqual([
      { kind: "external", justification: "known (me, until 2027-01-01)" },
    ]);
  });

  const odd: CompatReport = {
    ...report,
    judged: report.judged.map((each) => ({
      ...each,
      finding: { ...each.finding, message: `a\u0000b\n<${each.finding.message}>` },
    })),
    waiverProblems: [
      {
        kind: "expired",
        waiver: { rule: "RC102", symbol: "a<b>", reason: "-", owner: "me", expires: "2020-01-01" },
        message: 'expired "after" 2020-01-01',
      },
    ],
  };

  test.each([
    ["with findings", report],
    ["with odd characters and an expired waiver", odd],
    ["of nothing", empty],
  ])("%s is SARIF and JUnit as their schemas have it", async (_, each) => {
    expect(sarifProblems(formatReport(each, "sarif"))).toEqual([]);
    expect(await junitProblems(formatReport(each, "junit"))).toEqual([]);
  });

  test("as JUnit counts waivers that failed", () => {
    expect(formatReport(odd, "junit")).toContain('tests="4" failures="2"');
  });

  test("as SARIF escapes paths", () => {
    const place = { file: "my protos/ä#1.proto", line: 1, column: 1 };
    const judged = report.judged.map((each) => ({ ...each, finding: { ...each.finding, place } }));
    const text = formatReport({ ...report, judged }, "sarif");
    expect(text).toContain('"uri": "my%20protos/%C3%A4%231.proto"');
    expect(sarifProblems(text)).toEqual([]);
  });

  test("as JSON lines ends with the counts", () => {
    const lines = formatReport(report, "jsonl").trimEnd().split("\n");
    expect(JSON.parse(lines.at(-1) ?? "")).toEqual({
      type: "summary",
      against: ["v1"],
      counts: { fails: 1, warns: 0, waived: 1, noted: 1 },
    });
  });
});
