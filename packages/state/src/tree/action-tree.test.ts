import { describe, expect, expectTypeOf, test } from "vitest";
import { actionPhaseLifecycle } from "../lifecycles.ts";
import { ActionTree } from "./action-tree.ts";
import { UNKNOWN, phases } from "./testing/phases.ts";
import { type Row, row } from "./testing/row.ts";
import type { TreeChange } from "./tree-change.ts";

function treeOf(...rows: Row[]): ActionTree<Row> {
  const tree = new ActionTree<Row>(phases);
  tree.apply(rows);
  return tree;
}

/** What was told, with a minus before what was withdrawn. */
function told(changes: Iterable<TreeChange<Row>>): string[] {
  return [...changes].map(({ item, shown }) => (shown ? item.name : `-${item.name}`));
}

describe("a tree", () => {
  test("is empty at first", () => {
    const tree = treeOf();
    expect(tree).toMatchObject({ size: 0, revision: 0, open: 0, waiting: 0, unknownParents: 0 });
    expect(tree.root).toBeUndefined();
    expect(told(tree.snapshot())).toEqual([]);
    expect(told(tree.changedSince(0))).toEqual([]);
    expect([...tree.subtreeCounts("")!]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("keeps rows as they are and counts what is below each", () => {
    const rows = [
      row("a0", "", 1, 1),
      row("b", "a0", 2, 2),
      row("c", "b", 3, 3),
      row("d", "b", 2, 4),
    ];
    const tree = treeOf(...rows);
    expect(tree.root).toBe(rows[0]);
    expect(tree.get("c")).toBe(rows[2]);
    expect([...tree.subtreeCounts("a0")!]).toEqual([0, 0, 2, 1, 0, 0]);
    expect([...tree.subtreeCounts("")!]).toEqual([0, 1, 2, 1, 0, 0]);
    expect(tree).toMatchObject({ size: 4, revision: 4, open: 3 });
    expect([tree.depth("a0"), tree.depth("c"), tree.openBelow("b")]).toEqual([0, 2, 1]);
  });

  test("knows nothing of a name that nobody told of, or that is a parent only", () => {
    const tree = treeOf(row("b", "a0", 1, 1));
    for (const name of ["nobody", "a0"]) {
      expect(tree.has(name)).toBe(false);
      expect(tree.get(name)).toBeUndefined();
      expect(tree.depth(name)).toBeUndefined();
      expect(tree.subtreeCounts(name)).toBeUndefined();
      expect(tree.openBelow(name)).toBeUndefined();
    }
    expect([...tree.childrenOf("nobody")]).toEqual([]);
    expect(tree.has("")).toBe(false);
  });

  test("keeps siblings in the order in which they were put there", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("b", "a0", 1, 2), row("c", "a0", 1, 3));
    tree.apply([row("d", "b", 1, 4), row("b", "a0", 3, 5)]);
    expect([...tree.childrenOf("a0")].map(({ name }) => name)).toEqual(["b", "c"]);
    tree.apply([row("d", "a0", 1, 6), row("b", "c", 3, 7)]);
    expect([...tree.childrenOf("a0")].map(({ name }) => name)).toEqual(["c", "d"]);
    tree.apply([row("b", "a0", 3, 8)]);
    expect(told(tree.snapshot())).toEqual(["a0", "c", "d", "b"]);
  });

  test("lets children wait for their parent, and finds them again", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("c", "b", 2, 2), row("d", "c", 3, 3));
    expect(tree).toMatchObject({ waiting: 2, unknownParents: 1, size: 3 });
    expect([...tree.childrenOf("b")].map(({ name }) => name)).toEqual(["c"]);
    expect(told(tree.snapshot())).toEqual(["a0", "c", "d"]);
    tree.apply([row("b", "a0", 1, 4)]);
    expect(tree).toMatchObject({ waiting: 0, unknownParents: 0 });
    expect([...tree.subtreeCounts("a0")!]).toEqual([0, 1, 1, 1, 0, 0]);
    expect(told(tree.changedSince(3))).toEqual(["a0", "b"]);
  });

  test("opens a ring, and closes the gap when the ring is gone", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("b", "c", 1, 2), row("c", "d", 1, 3));
    tree.apply([row("d", "b", 1, 4), row("e", "c", 2, 5)]);
    expect(tree).toMatchObject({ waiting: 4, unknownParents: 0 });
    expect([...tree.subtreeCounts("b")!]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...tree.subtreeCounts("c")!]).toEqual([0, 0, 1, 0, 0, 0]);
    tree.apply([row("d", "a0", 1, 6)]);
    expect(tree.waiting).toBe(0);
    expect(tree.depth("e")).toBe(3);
    expect([...tree.subtreeCounts("a0")!]).toEqual([0, 3, 1, 0, 0, 0]);
  });

  test("takes an action that is its own parent", () => {
    const tree = treeOf(row("b", "b", 1, 1));
    expect(tree.waiting).toBe(1);
    expect(told(tree.changedSince(0))).toEqual(["b"]);
    tree.apply([row("b", "", 1, 2)]);
    expect(tree).toMatchObject({ waiting: 0, root: { name: "b" } });
  });

  test("counts phases that the lifecycle doesn't have as unknown and open", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("b", "a0", 77, 2), row("c", "a0", -1, 3));
    expect(tree.unknownPhase).toBe(UNKNOWN);
    expect(tree.subtreeCounts("a0")![UNKNOWN]).toBe(2);
    expect(tree.openBelow("a0")).toBe(2);
  });

  test("gives counts that don't change afterwards", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("b", "a0", 1, 2));
    const [before] = [...tree.changedSince(0)];
    tree.apply([row("b", "a0", 3, 3)]);
    expect([...before!.counts]).toEqual([0, 1, 0, 0, 0, 0]);
    expect([...before!.counts.entries()][1]).toEqual([1, 1]);
  });

  test("takes a lifecycle as it is", () => {
    const tree = new ActionTree<Row>(actionPhaseLifecycle);
    for (const { number, terminal } of actionPhaseLifecycle.values) {
      tree.apply([row("a0", "", number, tree.revision + 1)]);
      expect(tree.open).toBe(terminal ? 0 : 1);
    }
  });
});

describe("what watchers are told", () => {
  test("a new detail concerns one action, a new phase all above it", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("b", "a0", 1, 2), row("c", "b", 1, 3));
    tree.apply([{ ...row("c", "b", 1, 4), label: "another" }]);
    expect(told(tree.changedSince(3))).toEqual(["c"]);
    tree.apply([row("c", "b", 2, 5)]);
    expect(told(tree.changedSince(4))).toEqual(["a0", "b", "c"]);
    expect(told(tree.changedSince(2))).toEqual(["a0", "b", "c"]);
  });

  test("the path to a match is shown, and withdrawn with it", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("b", "a0", 1, 2), row("c", "b", 2, 3));
    using filter = tree.filter({ phases: [2] });
    expect(told(tree.snapshot(filter))).toEqual(["a0", "b", "c"]);
    expect(filter.shown).toBe(3);
    tree.apply([row("c", "b", 3, 4)]);
    expect(told(tree.changedSince(3, filter))).toEqual(["-a0", "-b", "-c"]);
    expect([filter.shown, filter.visible("b"), filter.visible("nobody")]).toEqual([
      0,
      false,
      false,
    ]);
  });

  test("what came into sight and went out of it again is not withdrawn", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("b", "a0", 1, 2));
    using filter = tree.filter({ phases: [2] });
    expect(told(tree.snapshot(filter))).toEqual([]);
    tree.apply([row("b", "a0", 2, 3)]);
    expect(told(tree.snapshot(filter))).toEqual(["a0", "b"]);
    tree.apply([row("b", "a0", 3, 4)]);
    expect(told(tree.changedSince(2, filter))).toEqual([]);
    expect(told(tree.changedSince(3, filter))).toEqual(["-a0", "-b"]);
  });

  test("a filter that is new withdraws what may have been shown, from revision 0 nothing", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("b", "a0", 2, 2));
    tree.apply([row("b", "a0", 3, 3)]);
    using filter = tree.filter({ phases: [2] });
    expect(told(tree.changedSince(2, filter))).toEqual(["-a0", "-b"]);
    expect(told(tree.changedSince(0, filter))).toEqual([]);
  });

  test("a part of a name matches in any case, in any alphabet", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("ÉTAPE-Straße", "a0", 1, 2), row("x", "a0", 1, 3));
    for (const nameContains of ["étape", "ÉTAPE", "STRASSE", "-STRAẞE"]) {
      using filter = tree.filter({ nameContains });
      const expected = nameContains === "STRASSE" ? [] : ["a0", "ÉTAPE-Straße"];
      expect(told(tree.snapshot(filter)), nameContains).toEqual(expected);
    }
  });

  test("a filter searches the text that it is given, and follows it", () => {
    const tree = new ActionTree<Row>(phases, { text: ({ label }) => label });
    tree.apply([row("a0", "", 1, 1, "main"), row("b", "a0", 1, 2, "Train")]);
    using filter = tree.filter({ nameContains: "train" });
    tree.apply([row("b", "a0", 1, 3, "evaluate")]);
    expect(told(tree.changedSince(2, filter))).toEqual(["-a0", "-b"]);
  });
});

describe("filters", () => {
  test("that mean the same are one, until the last use is given back", () => {
    const tree = treeOf(row("a0", "", 2, 1));
    const one = tree.filter({ phases: [2, 1, 2], nameContains: "A" });
    const other = tree.filter({ phases: [1, 2], nameContains: "a" });
    expect(other.key).toBe(one.key);
    expect(tree.filter({ phases: [1] }).key).not.toBe(one.key);
    one.release();
    one.release();
    tree.apply([row("a0", "", 3, 2)]);
    expect(other.shown).toBe(0);
    expect(told(tree.changedSince(1, other))).toEqual(["-a0"]);
    other.release();
    expect(() => other.shown).toThrow("was released");
    expect(() => tree.snapshot(one)).toThrow("was released");
  });

  test("without a restriction let everything through", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("b", "never", 77, 2));
    for (const spec of [{}, { phases: [] }, { nameContains: "" }]) {
      using filter = tree.filter(spec);
      expect(filter.shown).toBe(2);
    }
  });

  test("of another tree, or with a phase that there isn't, are refused", () => {
    const tree = treeOf();
    expect(() => tree.changedSince(0, treeOf().filter({}))).toThrow("another tree's");
    for (const phase of [5, -1, 1.5, Number.NaN]) {
      expect(() => tree.filter({ phases: [phase] })).toThrow(`phases holds ${phase}`);
    }
  });
});

describe("what is refused, with nothing taken", () => {
  const good = row("b", "a0", 1, 2);

  test.each([
    ["an empty name", { ...good, name: "" }, 'name is ""'],
    ["a parent that is no name", { ...good, parent: undefined }, "parent of b is undefined"],
    ["a phase that is no integer", { ...good, phase: 1.5 }, "phase of b is 1.5"],
    ["a phase that is no number", { ...good, phase: undefined }, "phase of b is undefined"],
    ["revision 0", { ...good, revision: 0 }, "revision of b is 0"],
    ["a revision beyond what a number holds", { ...good, revision: 2 ** 53 }, "revision of b is"],
  ])("%s", (_, bad, message) => {
    const tree = treeOf(row("a0", "", 1, 1));
    expect(() => tree.apply([good, bad as Row])).toThrow(RangeError);
    expect(() => tree.apply([good, bad as Row])).toThrow(message);
    expect(tree).toMatchObject({ size: 1, revision: 1 });
  });

  test("a row that comes after a later revision was handed out, unless it is known", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("c", "a0", 1, 5));
    expect(told(tree.changedSince(1))).toEqual(["a0", "c"]);
    expect(() => tree.apply([row("b", "a0", 1, 4)])).toThrow("5 was handed out before");
    expect(() => tree.apply([row("a0", "", 2, 3)])).toThrow("5 was handed out before");
    expect(tree.apply([row("a0", "", 1, 1), row("c", "a0", 2, 5)])).toBe(0);
    expect(tree.apply([row("b", "a0", 1, 6)])).toBe(1);
  });

  test("revisions that are none", () => {
    for (const revision of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(() => treeOf().changedSince(revision)).toThrow(`revision is ${revision}`);
    }
  });

  test("phases that can't be counted", () => {
    for (const number of [-1, 254, 0.5]) {
      const values = [{ number, terminal: false }];
      expect(() => new ActionTree<Row>({ values })).toThrow(`phase ${number} cannot be counted`);
    }
  });

  test("going on with a list after the tree has changed", () => {
    const tree = treeOf(row("a0", "", 1, 1), row("b", "a0", 1, 2));
    for (const list of [tree.snapshot(), tree.changedSince(0), tree.childrenOf("a0")]) {
      tree.apply([row("a0", "", 1, tree.revision + 1)]);
      expect(() => list.next()).toThrow("take a list to its end first");
    }
  });
});

test("rows of any type go in and come out", () => {
  interface Wide extends Row {
    readonly more: { readonly deep: number };
  }
  expectTypeOf<ActionTree<Wide>>().toHaveProperty("get").returns.toEqualTypeOf<Wide | undefined>();
  // @ts-expect-error a row must say its revision
  expectTypeOf<ActionTree<Omit<Row, "revision">>>().not.toBeAny();
});
