import assert from "node:assert/strict";
import { actionPhaseLifecycle, initialPhase } from "@runledger/state";
import type { ChildCount } from "../outline.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { writeRun } from "./fixtures.ts";
import { withStore } from "./with-store.ts";

const [otherPhase = 0] =
  actionPhaseLifecycle.values.find(({ number }) => number === initialPhase)?.followedBy ?? [];

const byParent = (a: ChildCount, b: ChildCount): number =>
  a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1;

/** How a run's actions lie, without reading them all. */
export const outlineCases: readonly ConformanceCase[] = [
  withStore("outlines a run: counts of children, parents, first children", async (store) => {
    const run = await writeRun(store, "run", [
      {},
      { name: "g", phase: otherPhase },
      { name: "b", parent: "g" },
      { name: "a", parent: "g", phase: otherPhase },
      { name: "c", parent: "g" },
      { name: "lost", parent: "nobody" },
    ]);
    await writeRun(store, "other", [{}, {}, {}]);
    const query = { runId: run.id, below: ["", "g", "none"], limit: 2, counts: 100 };
    const outline = await store.outline(query);
    assert.ok(outline);
    assert.equal(outline.revision, 6);
    assert.deepEqual(outline.counts.toSorted(byParent), [
      ["", initialPhase, 1],
      ["a0", otherPhase, 1],
      ["g", initialPhase, 2],
      ["g", otherPhase, 1],
      ["nobody", initialPhase, 1],
    ]);
    assert.deepEqual(outline.parents.map(({ name }) => name).toSorted(), ["a0", "g"]);
    const children = [...outline.children].map(([name, rows]) => [
      name,
      rows.map((row) => row.name),
    ]);
    assert.deepEqual(children, [
      ["", ["a0"]],
      ["g", ["b", "a"]],
    ]);
    const [first] = outline.children.get("g") ?? [];
    const listed = await store.listActions({ runId: run.id, filter: [], sort: [], limit: 10 });
    assert.deepEqual(first, listed[2]);
  }),

  withStore("outlines no run that there isn't, and none with too many counts", async (store) => {
    const run = await writeRun(store, "run", [{}, {}, { parent: "action-1" }]);
    const query = { runId: run.id, below: [], limit: 1 };
    assert.equal((await store.outline({ ...query, counts: 3 }))?.counts.length, 3);
    assert.equal(await store.outline({ ...query, counts: 2 }), undefined);
    assert.equal(await store.outline({ ...query, counts: 3, runId: run.id + 1 }), undefined);
  }),
];
