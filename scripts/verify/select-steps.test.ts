import { describe, expect, test } from "vitest";
import { selectSteps } from "./select-steps.mjs";
import { steps } from "./steps.mjs";

const some = [
  { name: "a", command: [] },
  { name: "b", command: [], after: ["a"] },
  { name: "c", command: [], after: ["b"] },
  { name: "d", command: [] },
];

describe("steps are picked by name", () => {
  test("none named: all", () =>
    expect(selectSteps(some, [])).toEqual({ kind: "steps", steps: some }));

  test("one, and all that it needs", () => {
    expect(selectSteps(some, ["c"])).toEqual({ kind: "steps", steps: some.slice(0, 3) });
  });

  test("one that there is not", () => {
    expect(selectSteps(some, ["a", "e"])).toEqual({ kind: "unknown", name: "e" });
  });
});

test("each step comes after those that it needs", () => {
  for (const [index, { name, after = [] }] of steps.entries()) {
    const before = steps.slice(0, index).map((step) => step.name);
    expect(before, `before ${name}`).toEqual(expect.arrayContaining([...after]));
  }
});
