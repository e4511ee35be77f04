import { describe, expect, test } from "vitest";
import type { Results } from "../suite.ts";
import { buildCase, buildName } from "./build-case.ts";
import { changesOf } from "./changes.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import { reportTree } from "./report.ts";
import { type Shape, nameOf, rowsOf, shapes } from "./shapes.ts";
import { SHAPES, SIZES } from "./sizes.ts";
import { treeSuite } from "./suite.ts";

function depths(shape: Shape, size: number): number[] {
  const parents = shapes[shape](size);
  const found: number[] = [];
  for (let i = 0; i < size; i++) found.push(i === 0 ? 0 : found[parents[i] ?? 0]! + 1);
  return found;
}

describe("shapes", () => {
  test.each([
    ["wide", 1],
    ["depth 10", 10],
    ["chain", 9999],
  ] as const)("%s has its depth, and its latter half is the deepest", (shape, depth) => {
    const found = depths(shape, 10_000);
    expect(Math.max(...found)).toBe(depth);
    if (shape === "chain") return;
    expect(new Set(found.slice(5000))).toEqual(new Set([depth]));
  });

  test("rows come parents first and are named once", () => {
    const rows = rowsOf("depth 10", 5000, 1);
    const known = new Set([""]);
    for (const { name, parent } of rows) {
      expect(known.has(parent)).toBe(true);
      known.add(name);
    }
    expect(known.size).toBe(5001);
  });
});

test("every change is one", () => {
  const rows = rowsOf("depth 10", 100, 1);
  const phases = new Map(rows.map(({ name, phase }) => [name, phase]));
  const changes = changesOf(rows);
  for (let i = 0; i < 1000; i++) {
    const { name, phase } = changes();
    expect(phases.get(name)).not.toBe(phase);
    phases.set(name, phase);
  }
  expect(phases.size).toBe(100);
  expect(phases.get(nameOf(0))).toBe(1);
});

test.each(Object.keys(contenders) as ContenderName[])("%s builds what it is given", (name) => {
  const built = contenders[name].build(rowsOf("depth 10", 1000, 1), [4]);
  expect(built.size).toBe(1000);
  built.apply([changesOf(rowsOf("depth 10", 1000, 1))()]);
  expect(built.size).toBe(1000);
});

test("cases have names of their own, and goals and tables name cases that there are", () => {
  const names = treeSuite.cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const goal of treeSuite.goals) expect(names).toContain(goal.case);
  const asked = new Set<string>();
  const all = new Proxy({} satisfies Results, {
    get: (_, name) => {
      asked.add(String(name));
      return new Proxy({}, { get: () => ({ median: 2, least: 1, greatest: 3 }) });
    },
  });
  expect(reportTree(all)).toContain("| wide, 10,000 | 2 | 1× |");
  const missing = [...asked].filter((name) => !names.includes(name));
  expect(tooLarge()).toEqual(expect.arrayContaining(missing));
});

test("what was left out is not told", () => {
  const summary = { median: 2, least: 1, greatest: 3 };
  const report = reportTree({ [buildName("wide", 10_000, "runledger")]: { "ns/action": summary } });
  expect(report).toContain("| wide, 10,000 | 2 | 1× | – | – | – |");
  expect(report).not.toContain("chain");
  expect(report).not.toContain("## Many watchers");
});

/** Builds that nobody should wait for. */
function tooLarge(): string[] {
  const contending = Object.keys(contenders) as ContenderName[];
  return contending.flatMap((name) =>
    SHAPES.flatMap((shape) =>
      SIZES.filter((size) => size > contenders[name].most[shape]).map((size) =>
        buildName(shape, size, name),
      ),
    ),
  );
}

test("a build is measured in time and memory", async () => {
  // Large enough that what else the process lets go meanwhile is nothing beside it.
  const metrics = await buildCase("wide", 20_000, "runledger").run();
  expect(metrics["ns/action"]).toBeGreaterThan(10);
  expect(metrics["bytes/action"]).toBeGreaterThan(50);
});
