import assert from "node:assert/strict";
import { initialPhase } from "@runledger/state";
import { StoreError } from "../store-error.ts";
import type { WriteTransaction } from "../store.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { actionRow, eventRow, noChanges, refusal, seed, writeRun } from "./fixtures.ts";
import { withStore } from "./with-store.ts";

const reason = new Error("the work gives up");

/** What a transaction promises. */
export const transactionCases: readonly ConformanceCase[] = [
  withStore("returns what the work resolves with", async (store) => {
    assert.equal(await store.transact(async () => 42), 42);
  }),

  withStore(
    "shows nothing of a transaction whose work rejects, and rejects with its reason",
    async (store) => {
      const rejected = store.transact(async (transaction) => {
        const [run] = await transaction.lockRuns([seed("run")]);
        assert.ok(run);
        await transaction.write({
          ...noChanges,
          runs: [{ ...run, revision: 1, actionCount: 1, phase: initialPhase }],
          actions: [actionRow({ runId: run.id })],
          quarantine: [refusal()],
        });
        throw reason;
      });
      await assert.rejects(rejected, reason);
      assert.equal(await store.getRun(seed("run")), undefined);
      assert.deepEqual(await store.listQuarantine({ limit: 10 }), []);
    },
  ),

  withStore(
    "does not commit after a call has failed, even if the work caught the error",
    async (store) => {
      const run = await writeRun(store, "run");
      const event = eventRow({ runId: run.id, revision: 2 });
      const rejected = store.transact(async (transaction) => {
        const twice = { ...noChanges, events: [event, event], quarantine: [refusal()] };
        await transaction.write(twice).catch(() => {});
      });
      await assert.rejects(rejected, StoreError);
      assert.deepEqual(await store.listEvents({ runId: run.id, above: 0, limit: 10 }), []);
      assert.deepEqual(await store.listQuarantine({ limit: 10 }), []);
    },
  ),

  withStore(
    "does not commit after many rows failed, even if the work didn't wait for them and wrote on",
    async (store) => {
      const run = await writeRun(store, "run");
      const tell = (revision: number) => eventRow({ runId: run.id, revision, version: revision });
      const many = Array.from({ length: 400 }, (_, i) => tell(i + 1));
      const rejected = store.transact(async (transaction) => {
        const told = { ...noChanges, events: [...many, tell(1)] };
        const writing = transaction.write(told).catch(() => {});
        await transaction.write({ ...noChanges, events: [tell(1000)] });
        await writing;
      });
      await assert.rejects(rejected, StoreError);
      assert.deepEqual(await store.listEvents({ runId: run.id, above: 0, limit: 10 }), []);
      await store.transact((transaction) => transaction.write({ ...noChanges, events: many }));
      const kept = await store.listEvents({ runId: run.id, above: 0, limit: 1000 });
      assert.equal(kept.length, many.length);
    },
  ),

  withStore("goes on after a transaction that failed", async (store) => {
    await assert.rejects(
      store.transact(() => Promise.reject(reason)),
      reason,
    );
    await writeRun(store, "run");
    assert.ok(await store.getRun(seed("run")));
  }),

  withStore(
    "lets no transaction on the same run come between another's reads and writes",
    async (store) => {
      await writeRun(store, "run");
      const increment = () =>
        store.transact(async (transaction) => {
          const run = await transaction.lockRun(seed("run"));
          assert.ok(run);
          // Time for others to come in between, if the store lets them.
          await transaction.loadActions([{ runId: run.id, name: "nobody" }]);
          await transaction.write({ ...noChanges, runs: [{ ...run, revision: run.revision + 1 }] });
        });
      await Promise.all(Array.from({ length: 20 }, increment));
      assert.equal((await store.getRun(seed("run")))?.revision, 21);
    },
  ),

  withStore("never shows a reader what is not committed", async (store, { readersWait }) => {
    const run = await writeRun(store, "run");
    const begun = Promise.withResolvers<void>();
    const seen = Promise.withResolvers<void>();
    const writing = store.transact(async (transaction) => {
      const locked = await transaction.lockRun(seed("run"));
      assert.ok(locked);
      // The refused report makes the store write at once: its number is asked for.
      const changes = { ...noChanges, runs: [{ ...locked, revision: 9 }], quarantine: [refusal()] };
      await transaction.write(changes);
      begun.resolve();
      await seen.promise;
      throw reason;
    });
    const rejected = assert.rejects(writing, reason);
    await begun.promise;
    const read = store.getRun(seed("run"));
    if (readersWait !== true) await read;
    seen.resolve();
    await rejected;
    assert.equal((await read)?.revision, run.revision);
  }),

  withStore("shows the transaction what it has written itself", async (store) => {
    const run = await writeRun(store, "run");
    await store.transact(async (transaction) => {
      const action = actionRow({
        runId: run.id,
        number: 2,
        name: "new",
        parent: "a0",
        revision: 2,
      });
      const event = eventRow({ runId: run.id, actionNumber: 2, revision: 2 });
      await transaction.write({
        ...noChanges,
        runs: [{ ...run, revision: 2, actionCount: 2 }],
        actions: [action],
        events: [event],
      });
      const [loaded] = await transaction.loadActions([{ runId: run.id, name: "new" }]);
      assert.equal(loaded?.revision, 2);
      const [report] = await transaction.loadReports([event]);
      assert.deepEqual(report, event.event);
      assert.equal((await transaction.lockRun(seed("run")))?.revision, 2);
      assert.equal((await transaction.lockRuns([seed("run")]))[0]?.revision, 2);
      await transaction.write({ ...noChanges, runs: [{ ...run, revision: 3, actionCount: 2 }] });
    });
    assert.equal((await store.getRun(seed("run")))?.revision, 3);
  }),

  withStore("keeps everything that is written in several goes", async (store) => {
    const run = await writeRun(store, "run");
    const tell = (revision: number) => eventRow({ runId: run.id, revision, version: revision });
    await store.transact(async (transaction) => {
      await transaction.write({ ...noChanges, events: [tell(1)] });
      await transaction.write({ ...noChanges, events: [tell(2)], quarantine: [refusal()] });
      await transaction.write({ ...noChanges, events: [tell(3)] });
      await transaction.write({ ...noChanges, runs: [{ ...run, revision: 3 }] });
    });
    const events = await store.listEvents({ runId: run.id, above: 0, limit: 10 });
    assert.deepEqual(events, [tell(1), tell(2), tell(3)]);
    assert.equal((await store.getRun(run))?.revision, 3);
  }),

  withStore("refuses a transaction that is used after its work has resolved", async (store) => {
    let leaked: WriteTransaction | undefined;
    await store.transact(async (transaction) => {
      leaked = transaction;
    });
    await assert.rejects(leaked?.lockRuns([seed("run")]) ?? Promise.resolve(), StoreError);
    assert.equal(await store.getRun(seed("run")), undefined);
  }),

  withStore(
    "finishes what was begun when it is closed, and refuses what comes later",
    async (store) => {
      const written = writeRun(store, "run");
      const closed = store.close();
      await assert.rejects(
        store.transact(async () => {}),
        { kind: "closed" },
      );
      await assert.rejects(store.ping(), { kind: "closed" });
      await assert.rejects(store.getRun(seed("run")), { kind: "closed" });
      assert.equal((await written).name, "run");
      await closed;
      await store.close();
    },
  ),

  {
    name: "keeps what was committed",
    run: async (harness) => {
      if (harness.reopen === undefined) return;
      const store = await harness.open();
      const run = await writeRun(store, "run");
      const again = await harness.reopen(store);
      try {
        assert.deepEqual(await again.getRun(run), run);
      } finally {
        await again.close();
      }
    },
  },
];
