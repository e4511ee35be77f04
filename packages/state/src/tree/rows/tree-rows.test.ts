import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ActionTree } from "../action-tree.ts";
import { anyBatches, anySpec } from "../testing/histories.ts";
import { modelNearest, type ModelRow, modelRows } from "../testing/model-rows.ts";
import { ModelTree } from "../testing/model-tree.ts";
import { newTree } from "../testing/new-tree.ts";
import { type Row, row } from "../testing/row.ts";
import type { TreeOrder } from "./tree-order.ts";
import type { TreeRow, TreeRows, TreeRowsSpec } from "./tree-rows.ts";

const byName: TreeOrder<Row> = { key: "name", compare: () => 0 };
const byPhase: TreeOrder<Row> = { key: "phase", compare: (a, b) => b.phase - a.phase };
const byLabel: TreeOrder<Row> = {
  key: "label",
  compare: (a, b) => (a.label < b.label ? -1 : Number(a.label > b.label)),
};

const names = ["a0", "Prep", "train", "TRAIN-2", "eval", "e2", "x", "y", "z", "never"];

const anyRows = fc.record({
  filter: fc.oneof(fc.constant({}), anySpec),
  order: fc.constantFrom(byName, byPhase, byLabel),
  expanded: fc.oneof(fc.subarray(names), fc.constant(names)),
});

/** Who looks from which step on, and every how many steps. */
const lookers = fc.array(
  fc.record({ spec: anyRows, from: fc.nat(8), pause: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 4 },
);

describe("rows", () => {
  test("are those of a naive flattening after any batch, with anything expanded, through any filter", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(anyBatches, lookers, (batches, all) => {
        const [tree, model] = [newTree(), new ModelTree()];
        const looking = new Map<TreeRowsSpec<Row>, TreeRows<Row>>();
        for (const [step, batch] of batches.entries()) {
          tree.apply(batch);
          model.apply(batch);
          for (const { spec, from, pause } of all) {
            if (step === from) looking.set(spec, tree.rows(spec));
            const rows = looking.get(spec);
            if (rows !== undefined && step % pause === 0) check(tree, model, spec, rows);
          }
        }
        for (const [spec, rows] of looking) {
          check(tree, model, spec, rows);
          rows.release();
        }
      }),
      { numRuns: 600 },
    );
  });

  test("are found in a tree with one very wide and one very deep action", () => {
    const tree = newTree();
    const width = 20_000;
    const wide = Array.from({ length: width }, (_, i) => row(`w${i}`, "wide", 1, i + 4));
    const deep = Array.from({ length: width }, (_, i) =>
      row(`d${i}`, i === 0 ? "a0" : `d${i - 1}`, 1, width + i + 4),
    );
    tree.apply([row("a0", "", 1, 1), row("wide", "a0", 1, 2), ...wide, ...deep]);
    const order: TreeOrder<Row> = { key: "-", compare: (a, b) => b.revision - a.revision };
    const expanded = ["a0", "wide", ...deep.map(({ name }) => name)];
    using rows = tree.rows({ order, expanded });
    expect(rows.total).toBe(2 * width + 2);
    // The deep one has the greater revision, and comes first.
    expect(rows.rowOf(`d${width - 1}`)).toBe(width);
    expect(rows.slice(width, 3).map(tell)).toEqual([
      { name: `d${width - 1}`, depth: width, hasChildren: false, expanded: false },
      { name: "wide", depth: 1, hasChildren: true, expanded: true },
      { name: `w${width - 1}`, depth: 2, hasChildren: false, expanded: false },
    ]);
    expect(rows.above(width).length).toBe(width);
    tree.apply([row("w5", "wide", 2, 3 * width)]);
    expect(rows.slice(width + 2, 1).map(tell)[0]?.name).toBe("w5");
    expect(rows.rowOf("w6")).toBe(2 * width + 2 - 6);
  });

  test("share their order while somebody uses it, and are of no use once released", () => {
    const tree = newTree();
    let compared = 0;
    const counting: TreeOrder<Row> = {
      key: "counting",
      compare: (a, b) => {
        compared += 1;
        return a.phase - b.phase;
      },
    };
    tree.apply([row("a0", "", 1, 1), row("x", "a0", 2, 2), row("y", "a0", 1, 3)]);
    const spec = { order: counting, expanded: ["a0"] };
    const first = tree.rows(spec);
    expect(first.slice(0, 3).map(({ item }) => item.name)).toEqual(["a0", "y", "x"]);
    const once = compared;
    const second = tree.rows({ ...spec, filter: { phases: [], nameContains: "" } });
    expect(second.total).toBe(3);
    expect(compared).toBe(once);
    first.release();
    first.release();
    expect(second.total).toBe(3);
    second.release();
    expect(() => second.total).toThrow("take others from the tree");
    expect(tree.rows(spec).total).toBe(3);
    expect(compared).toBe(2 * once);
  });
});

function check(
  tree: ActionTree<Row>,
  model: ModelTree,
  spec: TreeRowsSpec<Row>,
  rows: TreeRows<Row>,
): void {
  const expected = modelRows(model, spec);
  expect(rows.total).toBe(expected.length);
  for (let from = 0; from <= expected.length; from += 1) {
    expect(rows.slice(from, 3).map(tell)).toEqual(expected.slice(from, from + 3));
    const above = expected.slice(0, from).filter(({ name }) => {
      const at = expected[from]?.name;
      return at !== undefined && model.above(at).includes(name);
    });
    expect(rows.above(from).map(tell)).toEqual(above);
  }
  for (const { counts, item } of rows.slice(0, expected.length)) {
    expect([...counts]).toEqual(model.counts(item.name));
    expect(item).toBe(tree.get(item.name));
  }
  for (const name of names) {
    const at = expected.findIndex((other) => other.name === name);
    expect(rows.rowOf(name)).toBe(at < 0 ? undefined : at);
    expect(rows.nearestRow(name)).toBe(modelNearest(model, expected, name));
  }
}

function tell({ depth, expanded, hasChildren, item }: TreeRow<Row>): ModelRow {
  return { name: item.name, depth, hasChildren, expanded };
}
