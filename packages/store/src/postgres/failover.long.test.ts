import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { eventRow, noChanges, seed, writeRun } from "../conformance/fixtures.ts";
import { openStore } from "../open-store.ts";
import { findPrograms } from "../postgres-server/find-programs.ts";
import { PostgresServer } from "../postgres-server/postgres-server.ts";
import type { Store } from "../store.ts";
import { wireProxy } from "../testing/wire-proxy.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

async function opened(url: string): Promise<AsyncDisposable & Store> {
  // Half of the longest waits: it goes on asking until the standby answers.
  const store = await openStore(url, { random: () => 0.5, now: () => 0 });
  return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() });
}

async function report(store: Store, run: string): Promise<number> {
  return store.transact(async (transaction) => {
    const locked = await transaction.lockRun(seed(run));
    if (locked === undefined) throw new Error("the run isn't known");
    const revision = locked.revision + 1;
    const event = eventRow({ runId: locked.id, revision, version: revision });
    await transaction.write({ ...noChanges, runs: [{ ...locked, revision }], events: [event] });
    return revision;
  });
}

describe.skipIf(findPrograms() === undefined)("a standby that takes over", () => {
  let primary: PostgresServer;
  let standby: PostgresServer;

  beforeAll(async () => {
    primary = await PostgresServer.start();
    standby = await primary.standby();
  });

  afterAll(async () => {
    await primary[Symbol.asyncDispose]();
    await standby[Symbol.asyncDispose]();
  });

  test("has all that was acknowledged; a commit that never reached it isn't taken for one of its own of that number", async () => {
    const wire = await wireProxy(primary.url("postgres"));
    await using store = await opened(wire.url);
    await writeRun(store, "run");
    for (let revision = 2; revision <= 20; revision += 1) {
      expect(await report(store, "run")).toBe(revision);
    }
    const page = await store.feed({ limit: 10 });
    await standby.stop("fast");
    // On its way: committed at the primary, which waits for a standby that isn't there.
    let isCommitted = false;
    wire.rules = {
      sent: (data) => {
        isCommitted ||= data.includes("COMMIT\0");
        return true;
      },
    };
    const lost = report(store, "run");
    lost.catch(() => {});
    await expect.poll(() => isCommitted, { timeout: 60_000 }).toBe(true);
    wire.isClosed = true;
    await primary.stop("immediate");
    await standby.restart();
    await standby.promote();

    await using other = await opened(standby.url("postgres"));
    // Others go on there meanwhile, and get the numbers of what was never heard of.
    for (let i = 0; i < 20; i += 1) await writeRun(other, `other-${i}`);
    wire.lead(standby.url("postgres"));
    wire.isClosed = false;
    await expect(lost).rejects.toMatchObject({
      kind: "unavailable",
      message: expect.stringMatching(/Send it again/),
    });
    expect(await store.getRun(seed("run"))).toMatchObject({ revision: 20 });
    expect(await report(store, "run")).toBe(21);
    const { runs } = await store.feed({ cursor: page.cursor, limit: 100 });
    expect(new Set(runs.map(({ name }) => name))).toEqual(
      new Set(["run", ...Array.from({ length: 20 }, (_, i) => `other-${i}`)]),
    );
  });
});
