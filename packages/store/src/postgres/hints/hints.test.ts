import { describe, expect, onTestFinished, test, vi } from "vitest";
import { runStatement } from "../../conformance/index.ts";
import { openStore, type StoreOptions } from "../../open-store.ts";
import type { RunHint, Store } from "../../store.ts";
import { hasPostgres, temporaryDatabase } from "../../testing/temporary-database.ts";
import { wireProxy } from "../../testing/wire-proxy.ts";
import { Connections } from "../connections.ts";
import type { PostgresOptions } from "../postgres-options.ts";
import { Hints, type HintTimes } from "./hints.ts";

vi.setConfig({ testTimeout: 120_000 });
const within = { timeout: 60_000, interval: 10 };

const hint = (runId: number, revision = 1): RunHint => {
  return { runId, revision, project: "p", domain: "d", name: `run-${runId}` };
};

/** Listens, and notes what is told. */
function ear(store: Pick<Store, "listen">) {
  const heard: RunHint[] = [];
  const own = { heard, missed: 0, stop: () => {} };
  own.stop = store.listen({
    changed: (hints) => void heard.push(...hints),
    missed: () => void (own.missed += 1),
  });
  return own;
}

async function opened(url: string, options: StoreOptions = {}): Promise<Store> {
  const store = await openStore(url, { random: () => 0, ...options });
  onTestFinished(() => store.close());
  return store;
}

/** Opens hints alone, with waits of their own. */
async function hintsOver(url: string, times: Partial<HintTimes>, warn = (_: string): void => {}) {
  const options: PostgresOptions = {
    url,
    place: { name: "postgres://server/database", setting: "--database" },
    connections: 2,
    transactions: 1,
    statementTimeout: 60_000,
    connectTimeout: 5000,
    warn,
    random: () => 0,
    now: () => performance.now(),
    guard: undefined as never,
  };
  const connections = new Connections(options);
  const hints = new Hints(options, connections, times);
  onTestFinished(async () => {
    await hints.close();
    await connections.close(async () => {});
  });
  return hints;
}

const listening = async (ears: readonly { readonly missed: number }[]): Promise<void> => {
  await expect.poll(() => ears.every(({ missed }) => missed > 0), within).toBe(true);
};

describe.skipIf(!hasPostgres)("hints", () => {
  test("reach every other store on the database, and not the one that they are from", async () => {
    const url = await temporaryDatabase();
    const stores = [await opened(url), await opened(url), await opened(url)];
    const ears = stores.map(ear);
    await listening(ears);
    stores[0]?.publish([hint(1), hint(2, 7)]);
    for (const each of ears.slice(1)) {
      await expect.poll(() => each.heard, within).toEqual([hint(1), hint(2, 7)]);
    }
    stores[1]?.publish([hint(3)]);
    await expect.poll(() => ears[0]?.heard, within).toEqual([hint(3)]);
    ears[2]?.stop();
    stores[0]?.publish([hint(4)]);
    await expect.poll(() => ears[1]?.heard.at(-1), within).toEqual(hint(4));
    expect(ears[2]?.heard).not.toContainEqual(hint(4));
  });

  test("of one run that come together are told once, with the last revision", async () => {
    const url = await temporaryDatabase();
    const [from, to] = [await opened(url), await opened(url)];
    const listener = ear(to);
    await listening([listener, ear(from)]);
    for (let revision = 1; revision <= 500; revision += 1) from.publish([hint(1, revision)]);
    await expect.poll(() => listener.heard.at(-1)?.revision, within).toBe(500);
    expect(listener.heard.length).toBeLessThan(50);
  });

  test("too many to be told one by one: everything is to be looked at", async () => {
    const url = await temporaryDatabase();
    const [from, to] = [await opened(url), await opened(url)];
    const listener = ear(to);
    await listening([listener, ear(from)]);
    const before = listener.missed;
    from.publish(Array.from({ length: 5000 }, (_, i) => hint(i)));
    await expect.poll(() => listener.missed, within).toBe(before + 1);
    expect(listener.heard).toEqual([]);
  });

  test("what others send over the channel does no harm", async () => {
    const url = await temporaryDatabase();
    const listener = ear(await opened(url));
    await listening([listener]);
    const before = listener.missed;
    await runStatement(url, "NOTIFY runledger, 'what is this?'");
    await expect.poll(() => listener.missed, within).toBe(before + 1);
  });

  test("a connection that is ended is made anew, and everything is to be looked at", async () => {
    const url = await temporaryDatabase();
    const [from, to] = [await opened(url), await opened(url)];
    const listener = ear(to);
    await listening([listener, ear(from)]);
    const before = listener.missed;
    await runStatement(
      url,
      "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    await expect.poll(() => listener.missed, within).toBeGreaterThan(before);
    await expect
      .poll(() => {
        from.publish([hint(1)]);
        return listener.heard.length;
      }, within)
      .toBeGreaterThan(0);
  });

  test("a wire that swallows everything without a word is found out", async () => {
    const proxy = await wireProxy(await temporaryDatabase());
    const hints = await hintsOver(proxy.url, {
      ping: 20,
      pong: 500,
      firstRetry: 10,
      lastRetry: 50,
    });
    const listener = ear(hints);
    await listening([listener]);
    const before = listener.missed;
    proxy.isBlackHole = true;
    const connections = proxy.connections;
    await expect.poll(() => proxy.connections, within).toBeGreaterThan(connections);
    proxy.isBlackHole = false;
    proxy.cut();
    await expect.poll(() => listener.missed, within).toBeGreaterThan(before);
  });

  test("a pooler that carries no notifications is named once, and watches poll", async () => {
    const proxy = await wireProxy(await temporaryDatabase());
    // A notification begins with A, its length and who sent it.
    proxy.rules.answered = withoutNotifications;
    const warnings: string[] = [];
    const times = { pong: 200, pooler: 50 };
    const hints = await hintsOver(proxy.url, times, (sentence) => warnings.push(sentence));
    const listener = ear(hints);
    const before = proxy.connections;
    await expect.poll(() => proxy.connections, within).toBeGreaterThan(before + 3);
    expect(warnings).toEqual([expect.stringMatching(/--database.*pooler.*next poll/)]);
    expect(listener.missed).toBe(0);
    // And when it is gone, they are heard again.
    proxy.rules = {};
    await listening([listener]);
  });

  test("a store is closed whenever, and that comes to an end", async () => {
    const url = await temporaryDatabase();
    for (let waited = 0; waited < 20; waited += 1) {
      const store = await openStore(url);
      const listener = ear(store);
      store.publish([hint(1)]);
      // At every stage of its making.
      const until = performance.now() + waited;
      while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
      await store.close();
      expect(listener.heard).toEqual([]);
    }
  });

  test("a store that hints at something without a server to tell goes on, and closes", async () => {
    const proxy = await wireProxy(await temporaryDatabase());
    const store = await opened(proxy.url);
    proxy.isClosed = true;
    store.publish([hint(1)]);
    const listener = ear(store);
    for (let i = 0; i < 2000; i += 1) store.publish([hint(i)]);
    expect(listener.heard).toEqual([]);
    await store.close();
    store.publish([hint(1)]);
  });
});

/** Takes the notifications out of what a server sends. */
function withoutNotifications(data: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; at < data.length;) {
    const length = 1 + (at + 5 <= data.length ? data.readInt32BE(at + 1) : data.length);
    if (data[at] !== 0x41) kept.push(data.subarray(at, at + length));
    at += length;
  }
  return Buffer.concat(kept);
}
