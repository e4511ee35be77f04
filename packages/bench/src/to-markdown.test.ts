import { expect, test } from "vitest";
import type { Suite } from "./suite.ts";
import { isMet, toMarkdown } from "./to-markdown.ts";

const summary = { median: 2, least: 1, greatest: 3 };
const results = { fast: { ns: summary } };
const goal = { says: "fast is fast", case: "fast", metric: "ns" };

test.each([
  [{ ...goal, atMost: 2 }, true],
  [{ ...goal, atMost: 1.9 }, false],
  [{ ...goal, atLeast: 2 }, true],
  [{ ...goal, atLeast: 2.1 }, false],
  [{ ...goal, case: "left out", atMost: 2 }, undefined],
  [{ ...goal, metric: "bytes", atMost: 2 }, undefined],
])("%j", (each, met) => {
  expect(isMet(each, results)).toBe(met);
});

test("a run is written with its machine, its report and its goals", () => {
  const suite: Suite = {
    name: "example",
    cases: [],
    goals: [
      { ...goal, atMost: 1 },
      { ...goal, case: "left out", says: "not there" },
    ],
    report: () => "the report",
  };
  const machine = { node: "v24", platform: "x y", processor: "P", cores: 2, gigabytes: 8 };
  const text = toMarkdown(suite, { machine, rounds: 5, results });
  expect(text).toContain("# Benchmark: example");
  expect(text).toContain("Node v24 on x y, P, 2 cores, 8 GB");
  expect(text).toContain("\n\nthe report\n\n");
  expect(text).toContain("| fast is fast | 2 | 1 to 3 | ns | **missed** |");
  expect(text).not.toContain("not there");
});
