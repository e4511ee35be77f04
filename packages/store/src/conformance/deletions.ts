import assert from "node:assert/strict";
import type { RunRow } from "../rows.ts";
import type { Store } from "../store.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { eventRow, noChanges, refusal, seed, writeRun } from "./fixtures.ts";
import { withStore } from "./with-store.ts";

const always = Number.MAX_SAFE_INTEGER;

async function remove(store: Store, ...runs: RunRow[]): Promise<void> {
  await store.transact(async (transaction) => {
    for (const run of runs) assert.ok(await transaction.lockRun(run));
    await transaction.deleteRuns(runs.map(({ id }) => id));
  });
}

async function sweep(store: Store, limit: number, deletedBefore = always): Promise<number> {
  return store.transact((transaction) => transaction.sweep({ deletedBefore, limit }));
}

/** Three actions and three reports. */
async function writeStory(store: Store, name: string): Promise<RunRow> {
  const run = await writeRun(store, name, [{}, {}, {}]);
  await store.transact(async (transaction) => {
    await transaction.lockRuns([run]);
    const events = [1, 2, 3].map((revision) =>
      eventRow({ runId: run.id, actionNumber: revision, revision }),
    );
    await transaction.write({ ...noChanges, events });
  });
  return run;
}

/** What becomes of runs that are deleted. */
export const deletionCases: readonly ConformanceCase[] = [
  withStore(
    "finds a deleted run by no name and in no list, and says that it was there",
    async (store) => {
      const gone = await writeStory(store, "gone");
      const kept = await writeStory(store, "kept");
      assert.equal(await store.getDeletedRun(gone), undefined);
      await remove(store, gone);
      assert.equal(await store.getRun(gone), undefined);
      const runs = await store.listRuns({ filter: [], sort: [], limit: 10 });
      assert.deepEqual(
        runs.map(({ name }) => name),
        ["kept"],
      );
      const left = await store.getDeletedRun(gone);
      assert.ok(left !== undefined && left.deletedAt > 0);
      const { deletedAt: _, ...rest } = left;
      const { id, org, project, domain, name } = gone;
      assert.deepEqual(rest, { id, org, project, domain, name, revision: gone.revision + 1 });
      assert.equal(await store.getDeletedRun(kept), undefined);
    },
  ),

  withStore("deletes nothing of a transaction that fails", async (store) => {
    const run = await writeStory(store, "run");
    const failed = store.transact(async (transaction) => {
      await transaction.lockRun(run);
      await transaction.deleteRuns([run.id]);
      throw new Error("no");
    });
    await assert.rejects(failed, { message: "no" });
    assert.deepEqual(await store.getRun(run), run);
    assert.equal(await store.getDeletedRun(run), undefined);
    assert.equal(await sweep(store, 10), 0);
  }),

  withStore(
    "sweeps a deleted run from its end, a few rows at a time, and no other run",
    async (store) => {
      const gone = await writeStory(store, "gone");
      const kept = await writeStory(store, "kept");
      await store.transact(async (transaction) => {
        const quarantine = [refusal({ run: "gone" }), refusal({ run: "kept" })];
        await transaction.write({ ...noChanges, quarantine });
      });
      assert.equal(await sweep(store, 10), 0);
      await remove(store, gone);
      const left = await store.getDeletedRun(gone);
      assert.equal(await sweep(store, 10, (left?.deletedAt ?? 0) - 1), 0);
      assert.equal(await sweep(store, 2), 2);
      const page = { runId: gone.id, above: 0, limit: 10 };
      const events = await store.listEvents(page);
      assert.deepEqual(
        events.map(({ revision }) => revision),
        [1],
      );
      assert.equal(await sweep(store, 2), 2);
      const actions = await store.actionsChanged(page);
      assert.deepEqual(
        actions.map(({ revision }) => revision),
        [1, 2],
      );
      assert.equal(await sweep(store, 4), 3);
      assert.equal(await sweep(store, 4), 0);
      assert.deepEqual(await store.actionsChanged(page), []);
      const refused = await store.listQuarantine({ limit: 10 });
      assert.deepEqual(
        refused.map(({ run }) => run),
        ["kept"],
      );
      assert.equal((await store.listEvents({ ...page, runId: kept.id })).length, 3);
      assert.equal((await store.actionsChanged({ ...page, runId: kept.id })).length, 3);
    },
  ),

  withStore("lets another run of the name go on from where the revisions ended", async (store) => {
    const first = await writeStory(store, "run");
    await remove(store, first);
    const [second] = await store.transact((transaction) => transaction.lockRuns([seed("run")]));
    assert.equal(second?.revision, first.revision + 1);
    assert.equal(second.actionCount, 0);
    assert.notEqual(second.id, first.id);
    await remove(store, second);
    assert.equal((await store.getDeletedRun(first))?.id, second.id);
    assert.equal((await store.getDeletedRun(first))?.revision, first.revision + 2);
  }),

  withStore(
    "forgets a deleted run that is swept, and refuses cursors from before, which can't be told of it",
    async (store) => {
      const before = await store.feed({ limit: 10 });
      const [first, second, third] = [
        await writeStory(store, "first"),
        await writeStory(store, "second"),
        await writeStory(store, "third"),
      ];
      const middle = await store.feed({ cursor: before.cursor, limit: 10 });
      await remove(store, first, second);
      const after = await store.feed({ cursor: middle.cursor, limit: 10 });
      assert.equal(after.deleted.length, 2);
      const forget = (limit: number, deletedBefore = always) =>
        store.transact((transaction) => transaction.forgetDeletedRuns({ deletedBefore, limit }));
      assert.equal(await forget(10), 0, "nothing is swept");
      assert.equal(await sweep(store, 100), 12);
      assert.equal(await forget(10, 0), 0, "nothing is as old");
      assert.equal((await store.feed({ cursor: middle.cursor, limit: 10 })).deleted.length, 2);
      assert.equal(await forget(1), 1);
      assert.equal(await forget(10), 1);
      assert.equal(await forget(10), 0);
      for (const name of [first, second]) assert.equal(await store.getDeletedRun(name), undefined);
      for (const { cursor } of [before, middle]) {
        await assert.rejects(store.feed({ cursor, limit: 10 }), {
          name: "StoreError",
          kind: "cursor",
          message: /too old.*Read again from the start/,
        });
      }
      const now = await store.feed({ cursor: after.cursor, limit: 10 });
      assert.deepEqual([now.runs, now.deleted], [[], []]);
      const fresh = await store.feed({ limit: 10 });
      const again = await writeStory(store, "first");
      await remove(store, third);
      for (const { cursor } of [after, fresh]) {
        const { deleted, runs } = await store.feed({ cursor, limit: 10 });
        assert.deepEqual(
          [runs.map(({ id }) => id), deleted.map(({ name }) => name)],
          [[again.id], ["third"]],
        );
      }
    },
  ),

  withStore("has no abort to deliver of a deleted run", async (store) => {
    const run = await writeRun(store, "run", [{ abortDueAt: 5 }]);
    const due = { dueAt: 10, limit: 10 };
    assert.equal((await store.listPendingAborts(due)).length, 1);
    await remove(store, run);
    assert.deepEqual(await store.listPendingAborts(due), []);
  }),

  withStore("tells in the feed what was deleted, once, in pages of any size", async (store) => {
    const before = await store.feed({ limit: 10 });
    const names = ["a", "b", "c", "d"];
    const runs: RunRow[] = [];
    for (const name of names) runs.push(await writeRun(store, name));
    const other = await writeRun(store, "other", [{}], { project: "other" });
    const middle = await store.feed({ limit: 10 });
    await remove(store, ...runs.slice(0, 3), other);
    await writeRun(store, "a");
    for (const limit of [1, 2, 10]) {
      for (const from of [before.cursor, middle.cursor]) {
        const has = new Set(from === before.cursor ? [] : [...names, "other"]);
        const told: string[] = [];
        let cursor = from;
        for (;;) {
          const page = await store.feed({ cursor, limit });
          if (page.cursor === cursor) break;
          for (const { name } of page.deleted) {
            told.push(name);
            has.delete(name);
          }
          for (const { name } of page.runs) has.add(name);
          cursor = page.cursor;
        }
        assert.deepEqual(told.toSorted(), ["a", "b", "c", "other"], `pages of ${limit}`);
        assert.deepEqual([...has].toSorted(), ["a", "d"], `pages of ${limit}`);
      }
    }
    const scoped = await store.feed({ cursor: middle.cursor, limit: 10, project: "other" });
    assert.deepEqual(
      scoped.deleted.map(({ name }) => name),
      ["other"],
    );
  }),
];
