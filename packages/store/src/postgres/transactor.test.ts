import { describe, expect, test, vi } from "vitest";
import { eventRow, noChanges, seed, writeRun } from "../conformance/fixtures.ts";
import { runStatement } from "../conformance/index.ts";
import { openStore, type StoreOptions } from "../open-store.ts";
import type { RunRow } from "../rows.ts";
import type { Store, WriteTransaction } from "../store.ts";
import { hasPostgres, temporaryDatabase } from "../testing/temporary-database.ts";
import { wireProxy, type WireRules } from "../testing/wire-proxy.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Waits for nothing before another attempt. */
const random = (): number => 0;
/** Stands still: how often something is tried doesn't depend on the machine. */
const now = (): number => 0;

async function opened(url: string, options: StoreOptions = {}): Promise<AsyncDisposable & Store> {
  const store = await openStore(url, { random, now, ...options });
  return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() });
}

/** Ends every connection to the database that is in a transaction. */
async function killWriters(url: string): Promise<void> {
  const sql = `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle in transaction'`;
  await runStatement(url, sql);
}

/** Raises a run's revision by one, with a report that says so. */
async function raise(transaction: WriteTransaction, run: RunRow): Promise<number> {
  const locked = await transaction.lockRun(run);
  if (locked === undefined) throw new Error("the run isn't known");
  const revision = locked.revision + 1;
  const event = eventRow({ runId: run.id, revision, version: revision });
  await transaction.write({ ...noChanges, runs: [{ ...locked, revision }], events: [event] });
  return revision;
}

async function told(
  store: Store,
  run: RunRow,
): Promise<[revision: number | undefined, reports: number]> {
  const events = await store.listEvents({ runId: run.id, above: 0, limit: 100 });
  return [(await store.getRun(run))?.revision, events.length];
}

/** Cuts the wire where a commit is sent, or where it is answered. */
function cutAtCommit(when: "sent" | "answered", then: () => unknown): WireRules {
  const isCommit = (data: Buffer): boolean => {
    if (!data.includes("COMMIT\0")) return false;
    then();
    return true;
  };
  return when === "sent"
    ? { sent: (data) => !isCommit(data) }
    : { answered: (data) => (isCommit(data) ? undefined : data) };
}

describe.skipIf(!hasPostgres)("a transaction that is lost on the way", () => {
  test("two that wait for each other: one is run again, and nobody hears of it", async () => {
    await using store = await opened(await temporaryDatabase());
    const runs = [await writeRun(store, "a"), await writeRun(store, "b")];
    let [begun, holding] = [0, 0];
    const both = Promise.withResolvers<void>();
    const inOrder = (order: readonly RunRow[]) =>
      store.transact(async (transaction) => {
        const [first, second] = order;
        if (first === undefined || second === undefined) throw new Error("two runs are needed");
        begun += 1;
        await raise(transaction, first);
        // Asked for, so that the write is sent.
        await transaction.loadActions([{ runId: first.id, name: "a0" }]);
        holding += 1;
        if (holding === 2) both.resolve();
        await both.promise;
        await raise(transaction, second);
      });
    await Promise.all([inOrder(runs), inOrder(runs.toReversed())]);
    expect(begun).toBeGreaterThan(2);
    for (const run of runs) expect(await told(store, run)).toEqual([3, 2]);
  });

  test("the connection is gone before the commit was sent: it is run again, and kept once", async () => {
    const url = await temporaryDatabase();
    await using store = await opened(url);
    const run = await writeRun(store, "run");
    let attempts = 0;
    const revision = await store.transact(async (transaction) => {
      attempts += 1;
      const raised = await raise(transaction, run);
      await transaction.loadActions([{ runId: run.id, name: "a0" }]);
      if (attempts < 3) await killWriters(url);
      return raised;
    });
    expect(attempts).toBe(3);
    expect(revision).toBe(2);
    expect(await told(store, run)).toEqual([2, 1]);
  });

  test("again and again: it ends, with an error that says that it may be tried again", async () => {
    const url = await temporaryDatabase();
    await using store = await opened(url);
    const run = await writeRun(store, "run");
    let attempts = 0;
    const lost = store.transact(async (transaction) => {
      attempts += 1;
      await raise(transaction, run);
      await transaction.loadActions([{ runId: run.id, name: "a0" }]);
      await killWriters(url);
    });
    await expect(lost).rejects.toMatchObject({ kind: "unavailable" });
    expect(attempts).toBe(8);
    expect(await told(store, run)).toEqual([1, 0]);
  });

  test.each([
    ["before the server has it: it is run again", "sent", 2],
    ["after the server has done it: it was done", "answered", 1],
  ] as const)("the connection is cut while it commits, %s", async (_, when, wanted) => {
    const proxy = await wireProxy(await temporaryDatabase());
    await using store = await opened(proxy.url);
    const run = await writeRun(store, "run");
    let attempts = 0;
    proxy.rules = cutAtCommit(when, () => (proxy.rules = {}));
    const revision = await store.transact(async (transaction) => {
      attempts += 1;
      return raise(transaction, run);
    });
    expect([attempts, revision]).toEqual([wanted, 2]);
    expect(await told(store, run)).toEqual([2, 1]);
  });

  test.each(["sent", "answered"] as const)(
    "and where nobody can be asked what became of it, that is said (cut when it is %s)",
    async (when) => {
      const url = await temporaryDatabase();
      const proxy = await wireProxy(url);
      await using store = await opened(proxy.url);
      await using beside = await opened(url);
      const run = await writeRun(store, "run");
      proxy.rules = cutAtCommit(when, () => (proxy.isClosed = true));
      const work = store.transact((transaction) => raise(transaction, run));
      await expect(work).rejects.toMatchObject({
        kind: "unavailable",
        message: expect.stringMatching(/can't be asked what became of it/),
      });
      // Either way a report that is sent again is stored once.
      await expect.poll(() => told(beside, run)).toEqual(when === "sent" ? [1, 0] : [2, 1]);
    },
  );

  test("a server that restarts is waited for", async () => {
    const url = await temporaryDatabase();
    await using store = await opened(url);
    const run = await writeRun(store, "run");
    await runStatement(
      url,
      "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    expect(await store.transact((transaction) => raise(transaction, run))).toBe(2);
    await expect(store.ping()).resolves.toBeUndefined();
  });

  test("as many at once as it was told, and no more", async () => {
    await using store = await opened(await temporaryDatabase(), { transactions: 3 });
    expect(store.concurrency).toBe(3);
    // The first run of a project brings the project with it, and others of that project wait for that one.
    await writeRun(store, "first");
    let [running, most] = [0, 0];
    const ends = Promise.withResolvers<void>();
    const all = Array.from({ length: 8 }, (_, i) =>
      store.transact(async (transaction) => {
        running += 1;
        most = Math.max(most, running);
        await transaction.lockRuns([seed(`run-${i}`)]);
        if (running === 3) ends.resolve();
        await ends.promise;
        running -= 1;
      }),
    );
    await Promise.all(all);
    expect(most).toBe(3);
  });
});
