import assert from "node:assert/strict";
import type { FeedQuery } from "../queries.ts";
import type { RunRow } from "../rows.ts";
import type { Store } from "../store.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { noChanges, seed, writeRun } from "./fixtures.ts";
import { withStore } from "./with-store.ts";

async function touch(store: Store, ...runs: RunRow[]): Promise<void> {
  await store.transact(async (transaction) => {
    const locked = await transaction.lockRuns(runs);
    const changed = locked.map((run) => ({ ...run, revision: run.revision + 1 }));
    await transaction.write({ ...noChanges, runs: changed });
  });
}

/** Reads a feed to its end, and returns the names of the runs and the cursor to go on from. */
async function drain(store: Store, query: FeedQuery): Promise<{ names: string[]; cursor: string }> {
  const names: string[] = [];
  let { cursor = "" } = query;
  for (;;) {
    const page = await store.feed({ ...query, cursor });
    cursor = page.cursor;
    if (page.runs.length === 0) return { names, cursor };
    names.push(...page.runs.map(({ name }) => name));
  }
}

/** What a feed over many runs shows. */
export const feedCases: readonly ConformanceCase[] = [
  withStore("begins a feed at what is now, and shows what changes from then on", async (store) => {
    const a = await writeRun(store, "a");
    const begin = await store.feed({ limit: 10 });
    assert.deepEqual(begin.runs, []);
    assert.deepEqual((await drain(store, { cursor: begin.cursor, limit: 10 })).names, []);
    const b = await writeRun(store, "b");
    await touch(store, a);
    const { runs } = await store.feed({ cursor: begin.cursor, limit: 10 });
    assert.deepEqual(
      runs.map(({ name, revision }) => [name, revision]),
      [
        ["b", b.revision],
        ["a", a.revision + 1],
      ],
    );
    const again = await store.feed({ cursor: begin.cursor, limit: 10 });
    assert.deepEqual(again.runs, runs);
  }),

  withStore(
    "shows each run that changed once, as it is now, in pages of any size",
    async (store) => {
      const { cursor } = await store.feed({ limit: 10 });
      const runs = [];
      for (const name of ["a", "b", "c", "d", "e"]) runs.push(await writeRun(store, name));
      const [a, b] = runs;
      assert.ok(a && b);
      await touch(store, a);
      await touch(store, b);
      await touch(store, a);
      for (const limit of [1, 2, 10]) {
        const { names } = await drain(store, { cursor, limit });
        assert.deepEqual(names, ["c", "d", "e", "b", "a"]);
      }
    },
  ),

  withStore("shows nothing twice to who goes on from where a page ended", async (store) => {
    const { cursor } = await store.feed({ limit: 10 });
    const a = await writeRun(store, "a");
    const first = await drain(store, { cursor, limit: 1 });
    const b = await writeRun(store, "b");
    const second = await drain(store, { cursor: first.cursor, limit: 1 });
    await touch(store, a, b);
    const third = await drain(store, { cursor: second.cursor, limit: 1 });
    assert.deepEqual(
      [first.names, second.names, third.names.toSorted()],
      [["a"], ["b"], ["a", "b"]],
    );
  }),

  withStore(
    "shows the runs of one project and domain, and passes over the others",
    async (store) => {
      const { cursor } = await store.feed({ limit: 10 });
      for (const project of ["p", "q"]) {
        for (const domain of ["d", "e"]) {
          await writeRun(store, `${project}${domain}`, [{}], { project, domain });
        }
      }
      const names = async (query: Partial<FeedQuery>) =>
        (await drain(store, { ...query, cursor, limit: 1 })).names;
      assert.deepEqual(await names({ project: "q" }), ["qd", "qe"]);
      assert.deepEqual(await names({ project: "p", domain: "e" }), ["pe"]);
      assert.deepEqual(await names({ project: "nobody" }), []);
      const { cursor: end } = await store.feed({ project: "nobody", cursor, limit: 1 });
      assert.deepEqual((await drain(store, { cursor: end, limit: 10 })).names, []);
    },
  ),

  withStore(
    "shows no run of a transaction that failed, nor one that was only locked",
    async (store) => {
      const { cursor } = await store.feed({ limit: 10 });
      await store.transact((transaction) => transaction.lockRuns([seed("locked")]));
      const failed = writeRun(store, "failed", [{}], { openCount: -1 });
      await assert.rejects(failed);
      assert.deepEqual((await drain(store, { cursor, limit: 10 })).names, []);
    },
  ),

  withStore("refuses a cursor that it has not handed out", async (store) => {
    const { cursor } = await store.feed({ limit: 1 });
    for (const wrong of ["", "nonsense", `${cursor}x`, `x${cursor}`, `${cursor}999`]) {
      await assert.rejects(store.feed({ cursor: wrong, limit: 1 }), { kind: "cursor" }, wrong);
    }
  }),
];
