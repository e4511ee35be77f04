import * as fc from "fast-check";
import { expect, test } from "vitest";
import { VisibilityHistory } from "./visibility-history.ts";

test("says whether visibility differed, for every node and every revision from exactFrom on", () => {
  expect.hasAssertions();
  const toggles = fc.array(fc.record({ node: fc.nat(4), gap: fc.nat(2) }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(toggles, fc.integer({ min: 1, max: 2500 }), fc.nat(20), (cycle, repeats, back) => {
      const history = new VisibilityHistory(0);
      history.reserve(5);
      const noted: { node: number; revision: number }[] = [];
      let revision = 0;
      for (let i = 0; i < repeats; i++) {
        const { node, gap } = cycle[i % cycle.length]!;
        revision += gap;
        history.toggle(node, revision);
        noted.push({ node, revision });
      }
      for (const since of [history.exactFrom, Math.max(history.exactFrom, revision - back)]) {
        for (let node = 0; node < 5; node++) {
          const after = noted.filter((each) => each.node === node && each.revision > since);
          expect(history.differed(node, since)).toBe(after.length % 2 === 1);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("forgets the older half when it is full, and says so", () => {
  const history = new VisibilityHistory(7);
  history.reserve(2);
  for (let i = 1; i <= 4096; i++) history.toggle(i % 2, 7 + i);
  expect(history.exactFrom).toBe(7);
  history.toggle(0, 5000);
  expect(history.exactFrom).toBe(7 + 2048);
  expect(history.differed(1, 5000)).toBe(false);
  // Node 0 changed at every even distance from 7, and once more at the end.
  expect(history.differed(0, 7 + 4094)).toBe(false);
  expect(history.differed(0, 7 + 4096)).toBe(true);
});

test("keeps two changes for each node", () => {
  const history = new VisibilityHistory(0);
  history.reserve(10_000);
  for (let i = 0; i < 20_000; i++) history.toggle(i % 10_000, i + 1);
  expect(history.exactFrom).toBe(0);
  history.toggle(0, 20_001);
  expect(history.exactFrom).toBe(10_000);
});
