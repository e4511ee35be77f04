import * as fc from "fast-check";
import type { TreeFilterSpec } from "../tree-filter.ts";
import { type Row, row } from "./row.ts";

/**
 * Few names, so that rows meet: parents that come late or never, moves, rings, and actions below
 * themselves.
 */
const NAMES = ["a0", "Prep", "train", "TRAIN-2", "eval", "e2", "x", "y", "z"];
const LABELS = ["Load", "train a model", "Évaluer", ""];

/** What is drawn for one row; a field that is undefined stays as it was. */
interface Draw {
  readonly name: string;
  readonly parent: string | undefined;
  readonly phase: number | undefined;
  readonly label: string | undefined;
  readonly gap: number;
}

/** Any rows: orphans, moves, rings, unknown phases. */
const anyDraw: fc.Arbitrary<Draw> = fc.record({
  name: fc.constantFrom(...NAMES),
  parent: fc.option(fc.constantFrom("", "a0", "never", ...NAMES), { nil: undefined }),
  phase: fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
  label: fc.option(fc.constantFrom(...LABELS), { nil: undefined }),
  gap: fc.integer({ min: 1, max: 3 }),
});

/**
 * Rows as a ledger has them: nobody is moved, and parents are older names, so there is no ring.
 * They may still come late.
 */
const settledDraw: fc.Arbitrary<Draw> = fc.integer({ min: 0, max: NAMES.length - 1 }).chain((i) =>
  anyDraw.map((draw) => ({
    ...draw,
    name: NAMES[i]!,
    parent: i === 0 ? "" : NAMES[Math.floor((i - 1) / 2)]!,
  })),
);

/** Moves, as a ledger takes them: below an older name only, so there is no ring. */
const movingDraw: fc.Arbitrary<Draw> = fc
  .tuple(anyDraw, fc.integer({ min: 1, max: NAMES.length - 1 }), fc.nat())
  .map(([draw, i, above]) => ({ ...draw, name: NAMES[i]!, parent: NAMES[above % i]! }));

/** Batches of rows whose revisions rise from row to row. */
export const anyBatches: fc.Arbitrary<Row[][]> = batchesOf(anyDraw);
export const settledBatches: fc.Arbitrary<Row[][]> = batchesOf(settledDraw);

/** As a ledger writes moves: the parent that is left gets a revision too. */
export const movingBatches: fc.Arbitrary<Row[][]> = batchesOf(movingDraw).map(touchLeftParents);

/** Filters of every sort, with the one that everything passes. */
export const anySpec: fc.Arbitrary<TreeFilterSpec> = fc.record(
  {
    phases: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
    nameContains: fc.constantFrom("", "TRAIN", "é", "a", "load", "nowhere"),
  },
  { requiredKeys: [] },
);

function batchesOf(draw: fc.Arbitrary<Draw>): fc.Arbitrary<Row[][]> {
  const batch = fc.oneof(
    fc.array(draw, { minLength: 1, maxLength: 1 }),
    fc.array(draw, { maxLength: 6 }),
  );
  return fc.array(batch, { minLength: 1, maxLength: 14 }).map(toRows);
}

function toRows(batches: Draw[][]): Row[][] {
  const known = new Map<string, Row>();
  let revision = 0;
  return batches.map((batch) =>
    batch.map((draw) => {
      revision += draw.gap;
      const before = known.get(draw.name);
      const { name, parent = before?.parent ?? "a0", phase = before?.phase ?? 1 } = draw;
      const next = row(name, parent, phase, revision, draw.label ?? before?.label ?? name);
      known.set(name, next);
      return next;
    }),
  );
}

function touchLeftParents(batches: Row[][]): Row[][] {
  const known = new Map<string, Row>();
  return batches.map((batch) =>
    batch.flatMap(({ revision, ...rest }) => {
      // Twice the revision leaves room for one more in between.
      const next = { ...rest, revision: 2 * revision };
      const left = known.get(known.get(next.name)?.parent ?? "");
      known.set(next.name, next);
      if (left === undefined || left.name === next.parent) return [next];
      const touched = { ...left, revision: 2 * revision + 1 };
      known.set(touched.name, touched);
      return [next, touched];
    }),
  );
}
