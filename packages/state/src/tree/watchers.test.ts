import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkParentsFirst } from "./testing/check-parents-first.ts";
import { anyBatches, anySpec } from "./testing/histories.ts";
import { ModelTree } from "./testing/model-tree.ts";
import { newTree } from "./testing/new-tree.ts";
import { type Row, row } from "./testing/row.ts";
import { Watcher } from "./testing/watcher.ts";

/**
 * What watchers do at each step: who joins with which filter, and every how many steps the others
 * catch up.
 */
const scripts = fc.array(
  fc.record({ spec: anySpec, joins: fc.boolean(), pause: fc.integer({ min: 1, max: 4 }) }),
  { minLength: 14, maxLength: 14 },
);

/** Filters, and the number of the step or row at which somebody begins to watch. */
const [moments, rowNumbers] = [fc.nat(13), fc.nat(40)];

describe("watchers that hold nothing but a revision", () => {
  test("have what a recomputation shows; were told nothing else, nothing twice, parents first", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(anyBatches, scripts, (batches, script) => {
        const [tree, model] = [newTree(), new ModelTree()];
        const watchers: Watcher[] = [];
        for (const [i, batch] of batches.entries()) {
          const { spec, joins, pause } = script[i]!;
          if (joins) watchers.push(new Watcher(tree, spec));
          tree.apply(batch);
          model.apply(batch);
          const awake = watchers.filter((_, j) => (i + j) % pause === 0);
          for (const watcher of awake) checkParentsFirst(model, watcher.check(model));
        }
        for (const watcher of watchers) checkParentsFirst(model, watcher.check(model));
        expect(watchers.every(({ revision }) => revision === model.revision)).toBe(true);
      }),
      { numRuns: 800 },
    );
  });

  test("end with what is visible though their filter was forgotten in between", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(anyBatches, anySpec, moments, (batches, spec, moment) => {
        const [tree, model] = [newTree(), new ModelTree()];
        let watcher = new Watcher(tree, spec);
        for (const [i, batch] of batches.entries()) {
          if (i === moment) watcher = new Watcher(tree, spec);
          watcher.release();
          tree.apply(batch);
          model.apply(batch);
        }
        watcher.resume(tree);
        watcher.catchUp();
        watcher.checkHas(model);
        expect(watcher.revision).toBe(model.revision);
      }),
      { numRuns: 400 },
    );
  });

  test("may hold a revision that is in the middle of a batch of this tree", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(anyBatches, anySpec, rowNumbers, (batches, spec, at) => {
        const [tree, model] = [newTree(), new ModelTree()];
        const watcher = watcherOf(batches.flat().slice(0, at), spec);
        const filter = tree.filter(spec);
        for (const batch of batches) {
          tree.apply(batch);
          model.apply(batch);
        }
        watcher.resume(tree, filter);
        watcher.catchUp();
        watcher.checkHas(model);
        expect(watcher.revision).toBe(model.revision);
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    {
      what: "below a ring before there was one",
      knows: [row("b", "d", 1, 1), row("c", "b", 1, 2)],
      misses: [row("d", "c", 1, 3)],
    },
    {
      what: "where it was before it moved",
      knows: [row("b", "", 1, 1), row("c", "b", 1, 2)],
      misses: [row("c", "", 1, 3)],
    },
    {
      what: "where a ring had thrown it out",
      knows: [row("c", "b", 1, 1), row("b", "c", 1, 2), row("b", "", 1, 3)],
      misses: [row("c", "", 1, 4)],
    },
  ])("may know an action $what, all in one batch of this tree", ({ knows, misses }) => {
    const [tree, model] = [newTree(), new ModelTree()];
    const watcher = watcherOf(knows, {});
    tree.apply([...knows, ...misses]);
    model.apply([...knows, ...misses]);
    watcher.resume(tree);
    expect(watcher.catchUp().map(({ item }) => item.name)).toContain("b");
    watcher.checkHas(model);
  });

  test("are told nothing by a tree that is behind them", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(anyBatches, anySpec, rowNumbers, (batches, spec, at) => {
        const tree = newTree();
        tree.apply(batches.flat().slice(0, at));
        const watcher = watcherOf(batches.flat(), spec);
        watcher.resume(tree);
        expect(watcher.catchUp()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

/** Watches a tree that takes rows one by one. */
function watcherOf(rows: readonly Row[], spec: Watcher["spec"]): Watcher {
  const tree = newTree();
  for (const each of rows) tree.apply([each]);
  return new Watcher(tree, spec);
}
