import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkTree } from "./testing/check-tree.ts";
import { anyBatches } from "./testing/histories.ts";
import { ModelTree } from "./testing/model-tree.ts";
import { newTree } from "./testing/new-tree.ts";
import { pagesOf, shuffled } from "./testing/shuffled.ts";

describe("any rows: orphans, moves, rings, names twice", () => {
  test("counts, places and what waits equal a recount from scratch after every batch", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(anyBatches, (batches) => {
        const [tree, model] = [newTree(), new ModelTree()];
        for (const batch of batches) {
          expect(tree.apply(batch)).toBe(batch.length);
          model.apply(batch);
          checkTree(tree, model);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("the order of rows and the cut of batches don't matter while nobody watches", () => {
    expect.hasAssertions();
    const rows = shuffled(anyBatches.map((batches) => batches.flat()));
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), ({ list, order }, size) => {
        const [tree, model] = [newTree(), new ModelTree()];
        model.apply(list);
        for (const page of pagesOf(order, size)) tree.apply(page);
        checkTree(tree, model);
        expect(tree.apply(list)).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  test("rows that are known already change nothing and tell nobody", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(anyBatches, (batches) => {
        const tree = newTree();
        for (const batch of batches) tree.apply(batch);
        const { revision } = tree;
        expect(tree.apply(batches.flat())).toBe(0);
        expect([...tree.changedSince(revision)]).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
