import { describe, expect, test } from "vitest";
import { ActionTree } from "./action-tree.ts";
import { phases } from "./testing/phases.ts";
import { type Row, row } from "./testing/row.ts";

const DEPTH = 20_000;

/** A chain far deeper than any call stack. */
const chain: readonly Row[] = Array.from({ length: DEPTH }, (_, i) =>
  row(`a${i}`, i === 0 ? "" : `a${i - 1}`, 1, i + 1),
);

/** A fixed order that looks like none: neighbours lie far apart. */
const mixed = chain.map((_, i) => chain[(i * 7_777) % DEPTH]!);

describe.each([
  ["from the root down", chain],
  ["from the end up", chain.toReversed()],
  ["mixed", mixed],
])("a chain of %s", (_, rows) => {
  test("is built, listed, filtered, moved and closed into a ring without a stack", () => {
    const tree = new ActionTree<Row>(phases);
    expect(tree.apply(rows)).toBe(DEPTH);
    const last = `a${DEPTH - 1}`;
    expect(tree.depth(last)).toBe(DEPTH - 1);
    expect(tree.subtreeCounts("a0")![1]).toBe(DEPTH - 1);

    using filter = tree.filter({ nameContains: last });
    expect(filter.shown).toBe(DEPTH);
    const listed = [...tree.snapshot(filter)];
    expect(listed.every(({ item }, i) => item === chain[i])).toBe(true);
    expect(listed).toHaveLength(DEPTH);

    tree.apply([row(last, `a${DEPTH - 2}`, 3, DEPTH + 1)]);
    expect([...tree.changedSince(DEPTH)]).toHaveLength(DEPTH);

    tree.apply([row("a100", "a0", 1, DEPTH + 2)]);
    expect([...tree.changedSince(DEPTH + 1)]).toHaveLength(101);
    expect(tree.depth(last)).toBe(DEPTH - 100);

    tree.apply([row("a0", last, 1, DEPTH + 3)]);
    expect(tree.waiting).toBe(DEPTH);
    tree.apply([row("a0", "", 1, DEPTH + 4)]);
    expect([tree.waiting, tree.depth(last)]).toEqual([0, DEPTH - 100]);
  });
});

test("batches that each bring one row may come from the root down", () => {
  const tree = new ActionTree<Row>(phases);
  for (const each of chain.slice(0, 1000)) tree.apply([each]);
  expect(tree.subtreeCounts("a0")![1]).toBe(999);
});
