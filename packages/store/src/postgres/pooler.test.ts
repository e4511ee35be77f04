import { describe, expect, onTestFinished, test, vi } from "vitest";
import { eventRow, noChanges, seed, writeRun } from "../conformance/fixtures.ts";
import { runStatement } from "../conformance/index.ts";
import { openStore } from "../open-store.ts";
import type { RunHint, Store } from "../store.ts";
import { hasPgBouncer, startPgBouncer } from "../testing/pg-bouncer.ts";
import { hasPostgres, temporaryDatabase } from "../testing/temporary-database.ts";

vi.setConfig({ testTimeout: 120_000 });
const within = { timeout: 60_000, interval: 10 };

async function opened(url: string, warn = (_: string): void => {}): Promise<Store> {
  const store = await openStore(url, { setting: "--database", random: () => 0, warn });
  onTestFinished(() => store.close());
  return store;
}

/** Raises a run's revision so many times, by as many transactions at once. */
async function raise(stores: readonly Store[], times: number): Promise<void> {
  const raising = Array.from({ length: times }, async (_, i) =>
    stores[i % stores.length]?.transact(async (transaction) => {
      const run = await transaction.lockRun(seed("run"));
      if (run === undefined) throw new Error("the run isn't known");
      const revision = run.revision + 1;
      await transaction.write({
        ...noChanges,
        runs: [{ ...run, revision }],
        events: [eventRow({ runId: run.id, revision, version: revision })],
      });
    }),
  );
  await Promise.all(raising);
}

/** Has the database note how every report is committed. */
async function noteCommits(url: string): Promise<void> {
  await runStatement(url, "CREATE TABLE public.noted (commit text, timeout text)");
  await runStatement(
    url,
    `CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO public.noted VALUES (current_setting('synchronous_commit'), current_setting('statement_timeout'));
      RETURN NULL;
    END $$`,
  );
  await runStatement(
    url,
    "CREATE TRIGGER note AFTER INSERT ON runledger.event FOR EACH STATEMENT EXECUTE FUNCTION public.note()",
  );
}

const bothSettings =
  "SELECT current_setting('synchronous_commit'), current_setting('statement_timeout')";

describe.skipIf(!hasPostgres || !hasPgBouncer)("behind PgBouncer", () => {
  test("in transaction mode several programs write and read, over connections that they share", async () => {
    const direct = await temporaryDatabase();
    const url = await startPgBouncer(direct, "transaction");
    const stores = [await opened(url), await opened(url)];
    const run = await writeRun(stores[0]!, "run");
    await raise(stores, 40);
    for (const store of stores) {
      expect(await store.listEvents({ runId: run.id, above: 0, limit: 100 })).toHaveLength(40);
      expect(
        await store.outline({ runId: run.id, below: [""], limit: 1, counts: 9 }),
      ).toMatchObject({
        revision: 41,
      });
      await store.ping();
    }
  });

  test("in transaction mode what is acknowledged is on the disk, and nothing is left behind", async () => {
    const direct = await temporaryDatabase();
    const name = new URL(direct).pathname.slice(1);
    await runStatement(direct, `ALTER DATABASE ${name} SET synchronous_commit = off`);
    const url = await startPgBouncer(direct, "transaction");
    const store = await opened(url);
    await noteCommits(direct);
    await writeRun(store, "run");
    await raise([store], 20);
    const noted = await runStatement(direct, "SELECT DISTINCT commit, timeout FROM public.noted");
    expect(noted).toEqual([["on", "30s"]]);
    const left = await Promise.all(
      Array.from({ length: 6 }, () => runStatement(url, bothSettings)),
    );
    for (const each of left) expect(each).toEqual([["off", "0"]]);
  });

  test("in transaction mode no hints come, which is said, with the way out, and nothing left behind", async () => {
    const url = await startPgBouncer(await temporaryDatabase(), "transaction");
    const warnings: string[] = [];
    const store = await opened(url, (sentence) => void warnings.push(sentence));
    store.listen({ changed: () => {}, missed: () => {} });
    await expect
      .poll(() => warnings, within)
      .toEqual([
        expect.stringMatching(
          /--database.*PgBouncer in transaction mode.*next poll.*session mode/s,
        ),
      ]);
    // What is set for sending them is nobody else's.
    const left = await Promise.all(
      Array.from({ length: 6 }, () => runStatement(url, bothSettings)),
    );
    for (const each of left) expect(each).toEqual([["on", "0"]]);
  });

  test("in session mode hints come", async () => {
    const url = await startPgBouncer(await temporaryDatabase(), "session");
    const [from, to] = [await opened(url), await opened(url)];
    const heard: RunHint[] = [];
    let isListening = false;
    to.listen({
      changed: (hints) => void heard.push(...hints),
      missed: () => (isListening = true),
    });
    await expect.poll(() => isListening, within).toBe(true);
    const hint = { runId: 1, revision: 1, project: "p", domain: "d", name: "r" };
    await expect
      .poll(() => {
        from.publish([hint]);
        return heard.at(-1);
      }, within)
      .toEqual(hint);
  });
});
