import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ActionTree } from "./action-tree.ts";
import { anyBatches, anySpec, settledBatches } from "./testing/histories.ts";
import { ModelTree } from "./testing/model-tree.ts";
import { phases } from "./testing/phases.ts";
import type { Row } from "./testing/row.ts";
import { Watcher } from "./testing/watcher.ts";

const numRuns = 400;

function newTree(): ActionTree<Row> {
  return new ActionTree<Row>(phases, { text: ({ label }) => label });
}

function checkTree(tree: ActionTree<Row>, model: ModelTree): void {
  const names = [...model.rows.keys()];
  expect(tree.size).toBe(names.length);
  expect(tree.revision).toBe(model.revision);
  expect(tree.waiting).toBe(names.filter((name) => model.waits(name)).length);
  expect(tree.open).toBe(
    [...model.rows.values()].filter(({ phase }) => ![3, 4].includes(phase)).length,
  );
  for (const name of names) {
    expect(tree.get(name)).toBe(model.rows.get(name));
    expect([...tree.subtreeCounts(name)!], name).toEqual(model.counts(name));
    expect(tree.depth(name), name).toBe(model.above(name).length);
    const children = [...tree.childrenOf(name)].map((child) => child.name);
    const expected = names.filter((other) => model.above(other)[0] === name);
    expect(children.toSorted(), name).toEqual(expected.toSorted());
  }
}

describe("any rows in any order", () => {
  test("counts, places and waiting actions equal a recount from scratch after every batch", () => {
    fc.assert(
      fc.property(anyBatches, (batches) => {
        const [tree, model] = [newTree(), new ModelTree()];
        for (const batch of batches) {
          tree.apply(batch);
          model.apply(batch);
          checkTree(tree, model);
        }
      }),
      { numRuns },
    );
  });

  test("the order and the cut of the batches don't matter while nobody watches", () => {
    const shuffled = anyBatches.chain((batches) => {
      const rows = batches.flat();
      return fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows, { minLength: rows.length }),
        fc.integer({ min: 1, max: 5 }),
      );
    });
    fc.assert(
      fc.property(shuffled, ([rows, anyOrder, page]) => {
        const [tree, model] = [newTree(), new ModelTree()];
        model.apply(rows);
        for (let i = 0; i < anyOrder.length; i += page) tree.apply(anyOrder.slice(i, i + page));
        checkTree(tree, model);
      }),
      { numRuns },
    );
  });

  test("a row that is known already, or older, changes nothing", () => {
    fc.assert(
      fc.property(anyBatches, (batches) => {
        const tree = newTree();
        for (const batch of batches) tree.apply(batch);
        const watcher = new Watcher(tree, {});
        expect(tree.apply(batches.flat())).toBe(0);
        expect(watcher.catchUp()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe("watchers that hold nothing but a revision", () => {
  const steps = fc.array(
    fc.record({ spec: anySpec, join: fc.boolean(), leave: fc.nat(9), slow: fc.nat(3) }),
    { minLength: 14, maxLength: 14 },
  );

  test("have what a recomputation shows, were told of nothing else, of nothing twice, of parents first", () => {
    fc.assert(
      fc.property(anyBatches, steps, (batches, script) => {
        const [tree, model] = [newTree(), new ModelTree()];
        const watchers: Watcher[] = [];
        batches.forEach((batch, i) => {
          const { spec, join, slow } = script[i]!;
          if (join) watchers.push(new Watcher(tree, spec));
          tree.apply(batch);
          model.apply(batch);
          watchers.forEach((watcher, j) => {
            if ((i + j) % (slow + 1) !== 0) return;
            checkParentsFirst(model, watcher.check(model));
          });
        });
        for (const watcher of watchers) checkParentsFirst(model, watcher.check(model));
      }),
      { numRuns: 2 * numRuns },
    );
  });

  test("a filter taken into use late still ends with what is visible", () => {
    fc.assert(
      fc.property(anyBatches, anySpec, fc.nat(13), (batches, spec, at) => {
        const [tree, model] = [newTree(), new ModelTree()];
        let watcher: Watcher | undefined;
        batches.forEach((batch, i) => {
          if (i === at) watcher = new Watcher(tree, spec);
          // Given back before anything happens, and taken anew at the end: the tree has forgotten what was visible.
          if (i === at) watcher?.release();
          tree.apply(batch);
          model.apply(batch);
        });
        watcher?.resume(tree);
        watcher?.catchUp();
        watcher?.checkHas(model);
      }),
      { numRuns },
    );
  });

  test("a revision in the middle of another tree's batch will do", () => {
    fc.assert(
      fc.property(anyBatches, anySpec, fc.nat(40), (batches, spec, at) => {
        const [oneByOne, batched, model] = [newTree(), newTree(), new ModelTree()];
        const filter = batched.filter(spec);
        let watcher: Watcher | undefined;
        batches.flat().forEach((row, i) => {
          oneByOne.apply([row]);
          if (i === at) watcher = new Watcher(oneByOne, spec);
        });
        for (const batch of batches) {
          batched.apply(batch);
          model.apply(batch);
        }
        watcher?.resume(batched, filter);
        watcher?.catchUp();
        watcher?.checkHas(model);
      }),
      { numRuns },
    );
  });
});

describe("a tree that is filled from its rows as they are now", () => {
  const resumes = fc.tuple(settledBatches, anySpec, fc.nat(13), fc.integer({ min: 1, max: 5 }));

  function fill(model: ModelTree, page: number, order: readonly Row[]): ActionTree<Row> {
    const tree = newTree();
    const rows = order.filter((row) => model.rows.get(row.name) === row);
    for (let i = 0; i < rows.length; i += page) tree.apply(rows.slice(i, i + page));
    return tree;
  }

  test("brings a watcher of another tree up to date", () => {
    const cases = resumes.chain((drawn) => {
      const rows = drawn[0].flat();
      return fc.tuple(fc.constant(drawn), fc.shuffledSubarray(rows, { minLength: rows.length }));
    });
    fc.assert(
      fc.property(cases, ([[batches, spec, at, page], order]) => {
        const [tree, model] = [newTree(), new ModelTree()];
        let watcher: Watcher | undefined;
        batches.forEach((batch, i) => {
          if (i === at) watcher = new Watcher(tree, spec);
          tree.apply(batch);
          model.apply(batch);
        });
        watcher?.resume(fill(model, page, order));
        watcher?.catchUp();
        watcher?.checkHas(model);
      }),
      { numRuns },
    );
  });

  test("tells of the rows above the revision and of the actions above those, of nothing else", () => {
    fc.assert(
      fc.property(settledBatches, fc.nat(40), (batches, since) => {
        const model = new ModelTree();
        for (const batch of batches) model.apply(batch);
        const told = [...fill(model, 3, batches.flat()).changedSince(since)];
        const above = [...model.rows.values()].filter(({ revision }) => revision > since);
        const expected = new Set(above.flatMap(({ name }) => [name, ...model.above(name)]));
        expect(told.map(({ item }) => item.name).toSorted()).toEqual([...expected].toSorted());
        checkParentsFirst(model, told);
      }),
      { numRuns },
    );
  });
});

/** No action may come before one above it. */
function checkParentsFirst(model: ModelTree, told: readonly { item: Row }[]): void {
  const names = told.map(({ item }) => item.name);
  names.forEach((name, i) => {
    for (const above of model.above(name)) expect(names.indexOf(above)).toBeLessThan(i);
  });
}
