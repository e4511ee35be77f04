import * as fc from "fast-check";
import { actionPhaseLifecycle } from "@runledger/state";
import { ActionTree, type TreeItem } from "@runledger/state/tree";
import { expect, test } from "vitest";
import { SiblingScan } from "./sibling-scan.ts";

/** Rows that the compared algorithm can take: parents first, never moved. */
const batches = fc.array(
  fc.array(fc.record({ name: fc.nat(9), phase: fc.integer({ min: 1, max: 10 }) }), {
    maxLength: 4,
  }),
  { maxLength: 12 },
);

test("what is compared agrees: counts and what is shown are the same", () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(batches, fc.uniqueArray(fc.integer({ min: 1, max: 10 })), (drawn, phases) => {
      const tree = new ActionTree(actionPhaseLifecycle);
      const filter = tree.filter({ phases });
      const compared = new SiblingScan(phases);
      let revision = 0;
      const nextRow = (i: number, phase: number): TreeItem => {
        const parent = i === 0 ? "" : `a${(i - 1) >> 1}`;
        return { name: `a${i}`, parent, phase, revision: ++revision };
      };
      const first = Array.from({ length: 10 }, (_, i) => nextRow(i, 1));
      const rest = drawn.map((batch) => batch.map(({ name, phase }) => nextRow(name, phase)));
      for (const batch of [first, ...rest]) {
        tree.apply(batch);
        compared.apply(batch);
        for (const { name } of first) {
          const counts = [...tree.subtreeCounts(name)!.entries()].filter(([, n]) => n > 0);
          const others = [...compared.countsOf(name)!].filter(([, n]) => n > 0);
          expect(counts).toEqual(others.toSorted(([a], [b]) => a - b));
          expect(filter.visible(name)).toBe(compared.visible(name));
        }
      }
    }),
  );
});
