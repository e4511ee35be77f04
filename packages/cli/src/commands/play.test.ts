import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../command/run.ts";
import { makeSummary } from "../testing/make-summary.ts";
import { makeTrace } from "../testing/make-trace.ts";
import { testHost } from "../testing/test-host.ts";

/** Writes a document to a file of its own. */
async function fileOf(document: unknown): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "runledger-")), "input.json");
  await writeFile(file, JSON.stringify(document, undefined, 1));
  return file;
}

async function dryRun(...words: string[]): Promise<string> {
  const { host, stdout } = testHost();
  expect(await run([...words, "--dry-run"], host)).toBe(0);
  return stdout.text;
}

describe("runledger replay --dry-run", () => {
  it("says what would be sent", async () => {
    const file = await fileOf(makeTrace(40, 1));
    expect(await dryRun("replay", file, "--failure-rate", "0")).toMatch(
      /^would record run made-40-[0-9a-f]{8} \(default\/development\), and sends nothing now:\n {2}45 actions: 40 tasks in 4 groups under the root\n {2}40 attempts, 0 of which did not end well, over \d min \d+ s\n {2}\d+ reports\n$/,
    );
  });

  it("writes each report as the gateway takes it, the same every time", async () => {
    const file = await fileOf(makeTrace(8, 1));
    const text = await dryRun("replay", file, "--json", "--project", "p");
    const [first, ...reports] = text
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(first).toMatchObject({
      createRun: { id: { project: "p", domain: "development" }, root: { name: "a0" } },
    });
    expect(reports[0]).toMatchObject({
      at: 0,
      report: {
        event: { id: { name: "a0" }, phase: "QUEUED", updatedTime: "2026-01-02T03:04:05Z" },
      },
    });
    expect(await dryRun("replay", file, "--json", "--project", "p")).toBe(text);
  });

  it("names another story another run: by its seed, its time, its input", async () => {
    const file = await fileOf(makeTrace(8, 1));
    const nameOf = async (...words: string[]): Promise<string | undefined> =>
      /run (\S+)/.exec(await dryRun("replay", ...words))?.[1];
    const names = await Promise.all([
      nameOf(file),
      nameOf(file, "--seed", "2"),
      nameOf(file, "--start-at", "2026-05-01T00:00:00Z"),
      nameOf(file, "--slots", "1"),
      nameOf(await fileOf(makeTrace(8, 2))),
    ]);
    expect(new Set(names).size).toBe(5);
    expect(await nameOf(file, "--seed", "1")).toBe(names[0]);
  });

  it("asks for a time where the trace has none", async () => {
    const trace = makeTrace(8, 1);
    trace.createdAt = "long ago";
    trace.workflow.execution.executedAt = "once";
    const { host, stderr } = testHost();
    expect(await run(["replay", await fileOf(trace), "--dry-run"], host)).toBe(2);
    expect(stderr.text).toMatch(/doesn't say when it happened: .*--start-at/);
    expect(await dryRun("replay", await fileOf(trace), "--start-at", "now", "--json")).toContain(
      '"2026-01-02T00:00:00Z"',
    );
  });

  it("refuses a trace that is wrong with code 2, the line and the field", async () => {
    const trace = makeTrace(8, 1);
    trace.workflow.specification.tasks[0]!.parents.push("ghost");
    const { host, stderr } = testHost();
    expect(await run(["replay", await fileOf(trace)], host)).toBe(2);
    expect(stderr.text).toMatch(
      /line \d+, column \d+: workflow\.specification\.tasks\[0\]\.parents\[0\]: there is no task "ghost"/,
    );
  });
});

describe("runledger import --dry-run", () => {
  it("says what would be sent of a turbo summary", async () => {
    const text = await dryRun("import", "turbo-summary", await fileOf(makeSummary()));
    expect(text).toMatch(
      /^would record run turbo-run-build-test-[0-9a-f]{8} .*\n {2}8 actions: 5 tasks in 2 groups/,
    );
  });
});
