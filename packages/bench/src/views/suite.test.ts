import { expect, test } from "vitest";
import type { Results } from "../suite.ts";
import { latencyCase } from "./latency-case.ts";
import { snapshotCase } from "./snapshot-case.ts";
import { viewsSuite } from "./suite.ts";
import { windowCase } from "./window-case.ts";

test("cases have names of their own, and goals and tables name cases and metrics that there are", () => {
  const names = viewsSuite.cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const goal of viewsSuite.goals) expect(names).toContain(goal.case);
  const all = new Proxy({} satisfies Results, {
    get: (_, name) => {
      expect(names).toContain(name);
      return new Proxy({}, { get: () => ({ median: 2, least: 1, greatest: 3 }) });
    },
  });
  expect(viewsSuite.report(all)).toContain("| 100,000 | 2 | 2 | 2 | 2 |");
});

test("each case measures what its table asks for", async () => {
  const cases = [snapshotCase(300), windowCase(300), latencyCase(2)];
  for (const { run } of cases) {
    for (const value of Object.values(await run())) expect(Number.isFinite(value)).toBe(true);
  }
}, 60_000);
