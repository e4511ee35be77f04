import { describe, expect, test } from "vitest";
import { judgeLines } from "../testing/judge-lines.ts";
import { type Json, report } from "../testing/rule-example.ts";

/** Runs one after the other, each with a root and two actions. */
function runs(count: number, isOpen: (index: number) => boolean): Json[] {
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const run = { project: "p", domain: "d", name: `r${index}` };
    const of = (name: string, phase: string): Json => ({
      ...report(name, phase, "09:00:00"),
      id: { run, name },
    });
    const told = [of("a0", "RUNNING"), of("a1", "SUCCEEDED"), of("a2", "ABORTED")];
    return isOpen(index) ? told : [...told, of("a0", "SUCCEEDED")];
  });
}

describe("a bound on the actions that are remembered", () => {
  test("lets ended ones go first, and finds what is open at the end", async () => {
    const { verdict } = await judgeLines(
      runs(1000, (index) => index < 5),
      { maxActions: 100 },
    );
    expect(verdict).toMatchObject({ actions: 3000, runs: 1000, counts: { RL307: 5 } });
    expect(verdict.forgotten.openActions).toBe(0);
    expect(verdict.forgotten.endedActions).toBeGreaterThan(2800);
  });

  test("says how many open ones had to go, and doesn't fault them", async () => {
    const { verdict } = await judgeLines(
      runs(1000, () => true),
      { maxActions: 100 },
    );
    expect(verdict.forgotten.openActions).toBeGreaterThan(800);
    expect(verdict.counts["RL307"]).toBe(1000 - verdict.forgotten.openActions);
  });

  test("counts what comes back to a run of which something went, and doesn't fault it for that", async () => {
    const records = runs(200, () => false);
    const { verdict } = await judgeLines([...records, ...records.slice(1, 2)], { maxActions: 100 });
    expect(verdict.forgotten.returned).toBe(1);
    expect(Object.keys(verdict.counts)).toEqual([]);
  });

  test("judges ended actions before they go", async () => {
    const [first = {}, ...others] = runs(500, () => false);
    const early = { ...others[0], updatedTime: "2026-11-20T09:00:01Z", version: 0, attempt: 3 };
    const { verdict } = await judgeLines([first, early, ...others.slice(1)], { maxActions: 100 });
    expect(verdict.counts).toEqual({ RL204: 1 });
    expect(verdict.findings).toMatchObject([{ rule: "RL204", line: 2 }]);
  });
});

test("of an action with very many reports, the oldest keys are forgotten, and that is said", async () => {
  const versions = Array.from({ length: 600 }, (_, version) => ({
    ...report("a0", "RUNNING", "09:00:00"),
    version,
  }));
  const { verdict } = await judgeLines([...versions, report("a0", "SUCCEEDED", "09:01:00")]);
  expect(verdict.forgotten.keys).toBe(89);
  expect(verdict.counts).toEqual({});
});
