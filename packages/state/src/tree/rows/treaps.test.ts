import * as fc from "fast-check";
import { expect, test } from "vitest";
import { NOBODY, Treaps } from "./treaps.ts";

test("sets keep their order, places and ranks through any insertions and removals", () => {
  expect.hasAssertions();
  const step = fc.record({ node: fc.integer({ min: 1, max: 60 }), at: fc.nat(1000) });
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), fc.array(step), (first, steps) => {
      const treaps = new Treaps();
      treaps.reserve(61);
      let root = treaps.build(first);
      const model = [...first];
      for (const { at, node } of steps) {
        const place = model.indexOf(node);
        if (place >= 0) {
          model.splice(place, 1);
          root = treaps.remove(root, node);
        } else {
          const to = at % (model.length + 1);
          const later = new Set(model.slice(to));
          root = treaps.insert(root, node, (other) => later.has(other));
          model.splice(to, 0, node);
        }
        expect(treaps.size(root)).toBe(model.length);
        expect(model.map((_, i) => treaps.select(root, i))).toEqual(model);
        expect(model.map((each) => treaps.rank(each))).toEqual([...model.keys()]);
      }
      expect(root === NOBODY).toBe(model.length === 0);
    }),
    { numRuns: 200 },
  );
});
