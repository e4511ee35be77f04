import { describe, expect, test, vi } from "vitest";
import { eventRow, noChanges, seed, writeRun } from "../conformance/fixtures.ts";
import { openStore } from "../open-store.ts";
import type { Store } from "../store.ts";
import { hasPostgres, temporaryDatabase } from "../testing/temporary-database.ts";
import { type WireProxy, wireProxy } from "../testing/wire-proxy.ts";

// Far below what a statement and a connection may take here: what waits for those bounds fails.
vi.setConfig({ testTimeout: 60_000 });
const patient = { statementTimeout: 3_000_000, connectTimeout: 600_000, random: () => 0 };

async function opened(url: string): Promise<AsyncDisposable & Store> {
  const store = await openStore(url, patient);
  return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() });
}

/** Waits until a number of connections more were made, which is how the server is asked. */
async function askedAgain(proxy: WireProxy, times: number): Promise<void> {
  const before = proxy.connections;
  await expect
    .poll(() => proxy.connections, { timeout: 50_000 })
    .toBeGreaterThanOrEqual(before + times);
}

describe.skipIf(!hasPostgres)("connections whose other side is gone, and nobody says so", () => {
  test("reads are answered all the same, soon, however many such connections there are", async () => {
    const proxy = await wireProxy(await temporaryDatabase());
    await using store = await opened(proxy.url);
    await writeRun(store, "run");
    const readAll = (): Promise<unknown[]> =>
      Promise.all(Array.from({ length: 10 }, () => store.getRun(seed("run"))));
    await readAll();
    proxy.swallow();
    for (const row of await readAll()) expect(row).toMatchObject({ revision: 1 });
  });

  test("what is being read when the network goes is read when it is back", async () => {
    const proxy = await wireProxy(await temporaryDatabase());
    await using store = await opened(proxy.url);
    await writeRun(store, "run");
    proxy.isBlackHole = true;
    proxy.swallow();
    const row = store.getRun(seed("run"));
    await askedAgain(proxy, 2);
    proxy.isBlackHole = false;
    expect(await row).toMatchObject({ revision: 1 });
  });

  test("a connection that was being made is given up", async () => {
    const proxy = await wireProxy(await temporaryDatabase());
    await using store = await opened(proxy.url);
    await writeRun(store, "run");
    proxy.cut();
    proxy.isBlackHole = true;
    const before = proxy.connections;
    const row = store.getRun(seed("run"));
    await expect.poll(() => proxy.connections).toBeGreaterThan(before);
    proxy.swallow();
    proxy.isBlackHole = false;
    expect(await row).toMatchObject({ revision: 1 });
  });

  test("a transaction is run again, and kept once", async () => {
    const proxy = await wireProxy(await temporaryDatabase());
    await using store = await opened(proxy.url);
    const run = await writeRun(store, "run");
    let attempts = 0;
    await store.transact(async (transaction) => {
      attempts += 1;
      const locked = await transaction.lockRun(run);
      if (locked === undefined) throw new Error("the run isn't known");
      if (attempts === 1) proxy.swallow();
      const event = eventRow({ runId: run.id, revision: 2, version: 2 });
      await transaction.write({
        ...noChanges,
        runs: [{ ...locked, revision: 2 }],
        events: [event],
      });
    });
    expect(attempts).toBe(2);
    expect(await store.listEvents({ runId: run.id, above: 0, limit: 10 })).toHaveLength(1);
  });
});

describe.skipIf(!hasPostgres)("a statement that takes long", () => {
  test.each([
    ["is waited for: the server is at work at it", false],
    ["is waited for where a pooler hides who is at work", true],
  ])("%s", async (_, isPooled) => {
    const url = await temporaryDatabase();
    const proxy = await wireProxy(url);
    if (isPooled) proxy.rules.answered = withOtherBackends;
    await using store = await opened(proxy.url);
    await using holder = await opened(url);
    await writeRun(store, "run");
    const done = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const holding = holder.transact(async (transaction) => {
      await transaction.lockRun(seed("run"));
      held.resolve();
      await done.promise;
    });
    await held.promise;
    let attempts = 0;
    const work = store.transact(async (transaction) => {
      attempts += 1;
      return transaction.lockRun(seed("run"));
    });
    await askedAgain(proxy, 2);
    done.resolve();
    await holding;
    expect(await work).toMatchObject({ revision: 1 });
    expect(attempts).toBe(1);
  });
});

/** Tells programs other numbers of their backends than the server does, as a pooler may. */
function withOtherBackends(data: Buffer): Buffer {
  for (let at = 0; at + 5 <= data.length; at += 1 + data.readInt32BE(at + 1)) {
    // BackendKeyData. Source: https://www.postgresql.org/docs/current/protocol-message-formats.html
    if (data[at] === 0x4b) data.writeInt32BE(data.readInt32BE(at + 5) ^ 0x40000000, at + 5);
  }
  return data;
}
