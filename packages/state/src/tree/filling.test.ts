import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ActionTree } from "./action-tree.ts";
import { checkParentsFirst } from "./testing/check-parents-first.ts";
import { anySpec, movingBatches, settledBatches } from "./testing/histories.ts";
import { ModelTree } from "./testing/model-tree.ts";
import { newTree } from "./testing/new-tree.ts";
import type { Row } from "./testing/row.ts";
import { pagesOf, shuffled } from "./testing/shuffled.ts";
import { Watcher } from "./testing/watcher.ts";

const histories = shuffled(settledBatches.map((batches) => batches.flat()));
const moves = shuffled(movingBatches.map((batches) => batches.flat()));
const sizes = fc.integer({ min: 1, max: 5 });

describe("a tree that is filled with rows as they are now", () => {
  test.each([
    ["", histories],
    [", where the parent that an action leaves has a new revision", moves],
  ])("brings a watcher of another tree up to date%s", (_, drawn) => {
    expect.hasAssertions();
    fc.assert(
      fc.property(drawn, anySpec, fc.nat(40), sizes, ({ list, order }, spec, at, size) => {
        const [before, after, model] = [newTree(), newTree(), new ModelTree()];
        before.apply(list.slice(0, at));
        model.apply(list);
        const watcher = new Watcher(before, spec);
        const early = after.filter(spec);
        fill(after, model, order, size);
        watcher.resume(after, size % 2 === 0 ? early : after.filter(spec));
        watcher.catchUp();
        watcher.checkHas(model);
        expect(watcher.revision).toBe(model.revision);
      }),
      { numRuns: 400 },
    );
  });

  test("goes on from there like any other", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(histories, anySpec, fc.nat(40), sizes, ({ list, order }, spec, at, size) => {
        const model = new ModelTree();
        model.apply(list.slice(0, at));
        const tree = fill(newTree(), model, order, size);
        const watcher = new Watcher(tree, spec);
        for (const page of pagesOf(list.slice(at), size)) {
          tree.apply(page);
          model.apply(page);
          watcher.check(model);
        }
        expect(tree.revision).toBe(model.revision);
      }),
      { numRuns: 400 },
    );
  });

  test("tells of the rows above a revision and of the actions above those, and of no others", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(histories, fc.nat(40), sizes, ({ list, order }, since, size) => {
        const model = new ModelTree();
        model.apply(list);
        const told = [...fill(newTree(), model, order, size).changedSince(since)];
        const above = [...model.rows.values()].filter(({ revision }) => revision > since);
        const expected = new Set(above.flatMap(({ name }) => [name, ...model.above(name)]));
        expect(told.map(({ item }) => item.name).toSorted()).toEqual([...expected].toSorted());
        checkParentsFirst(model, told);
      }),
      { numRuns: 400 },
    );
  });
});

/** Fills a tree, page by page, with the model's rows in the order in which they stand in a list. */
function fill(
  tree: ActionTree<Row>,
  model: ModelTree,
  order: readonly Row[],
  size: number,
): ActionTree<Row> {
  const present = order.filter((row) => model.rows.get(row.name) === row);
  for (const page of pagesOf(present, size)) tree.apply(page);
  return tree;
}
