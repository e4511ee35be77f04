import assert from "node:assert/strict";
import type { WorkRow } from "../rows.ts";
import type { CacheAnswer, CacheEntry, CachePlace, Store } from "../store.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { bytes, noChanges } from "./fixtures.ts";
import { withStore } from "./with-store.ts";
import { queue } from "./work.ts";

const entry: CacheEntry = { outputs: bytes(7), source: bytes(8) };

/** A place in the cache, as an action sees it. */
function placeOf(
  { actionNumber, project, runId }: WorkRow,
  more: Partial<CachePlace> = {},
): CachePlace {
  return { project, domain: "domain", key: bytes(1), runId, actionNumber, ...more };
}

function reserve(store: Store, place: CachePlace): Promise<CacheAnswer> {
  return store.transact((transaction) => transaction.reserveCache(place));
}

/** Writes a run with two actions that have work. */
async function two(store: Store): Promise<[WorkRow, WorkRow]> {
  const [one, other] = await queue(store, "run", [{}, {}]);
  assert.ok(one && other);
  return [one, other];
}

/** What a store promises of the cache. */
export const cacheCases: readonly ConformanceCase[] = [
  withStore("keeps what is put into the cache, for those who look there", async (store) => {
    const [one, other] = await two(store);
    assert.deepEqual(await reserve(store, placeOf(one)), { kind: "reserved" });
    await store.transact((transaction) => transaction.fillCache(placeOf(one), entry));
    assert.deepEqual(await reserve(store, placeOf(other)), { kind: "filled", entry });
    for (const elsewhere of [{ key: bytes(2) }, { domain: "other" }, { project: "other" }]) {
      assert.deepEqual(await reserve(store, placeOf(other, elsewhere)), { kind: "reserved" });
    }
    const newer = { ...entry, outputs: bytes(9) };
    await store.transact((transaction) => transaction.fillCache(placeOf(other), newer));
    assert.deepEqual(await reserve(store, placeOf(one)), { kind: "filled", entry: newer });
  }),

  withStore("gives a place of the cache to one, as long as that one may fill it", async (store) => {
    const [one, other] = await two(store);
    const answers = await Promise.all([
      reserve(store, placeOf(one)),
      reserve(store, placeOf(other)),
    ]);
    const kinds = answers.map(({ kind }) => kind);
    assert.deepEqual(kinds.toSorted(), ["filling", "reserved"]);
    const [holder, waiter] = kinds[0] === "reserved" ? [one, other] : [other, one];
    assert.deepEqual(await reserve(store, placeOf(holder)), { kind: "reserved" });
    assert.deepEqual(await reserve(store, placeOf(waiter)), { kind: "filling" });
    const { actionNumber, runId } = holder;
    await store.transact((transaction) =>
      transaction.write({ ...noChanges, workDone: [{ runId, actionNumber }] }),
    );
    assert.deepEqual(await reserve(store, placeOf(waiter)), { kind: "reserved" });
  }),

  withStore("frees a place of the cache whose action waits for news", async (store) => {
    const [one, other] = await two(store);
    await reserve(store, placeOf(one));
    await store.transact((transaction) =>
      transaction.write({ ...noChanges, work: [{ ...one, dueAt: null }] }),
    );
    assert.deepEqual(await reserve(store, placeOf(other)), { kind: "reserved" });
    assert.deepEqual(await reserve(store, placeOf(one)), { kind: "filling" });
  }),

  withStore("forgets what a run has put into the cache when the run is deleted", async (store) => {
    const [one] = await two(store);
    const [later] = await queue(store, "later", [{}]);
    assert.ok(later);
    await store.transact((transaction) => transaction.fillCache(placeOf(one), entry));
    await store.transact(async (transaction) => {
      const { project } = one;
      const run = await transaction.lockRun({ project, domain: "domain", name: "run" });
      assert.ok(run);
      await transaction.deleteRuns([run.id]);
    });
    assert.deepEqual(await reserve(store, placeOf(later)), { kind: "reserved" });
  }),
];
