import { describe, expect, onTestFinished, test, vi } from "vitest";
import { eventRow, noChanges, seed, writeRun } from "../conformance/fixtures.ts";
import { PostgresServer, runStatement } from "../conformance/index.ts";
import { openStore } from "../open-store.ts";
import type { Store } from "../store.ts";
import { expectTrouble } from "../testing/expect-trouble.ts";
import { smallDisk } from "../testing/small-disk.ts";
import { hasPostgres, temporaryDatabase } from "../testing/temporary-database.ts";
import { wireProxy } from "../testing/wire-proxy.ts";

vi.setConfig({ testTimeout: 120_000 });

async function opened(url: string): Promise<Store> {
  const store = await openStore(url, { setting: "--database", random: () => 0 });
  onTestFinished(() => store.close());
  return store;
}

/** Ends every connection to the database. */
async function endAll(url: string): Promise<void> {
  const sql = `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  await runStatement(url, sql);
}

/** Gives the database to a user of its own, and returns the address for that user. */
async function withOwner(url: string): Promise<{ readonly owner: string; readonly url: string }> {
  const other = new URL(url);
  const owner = `owner_of_${other.pathname.slice(1)}`;
  await runStatement(url, `CREATE ROLE ${owner} LOGIN PASSWORD 'first-word'`);
  await runStatement(url, `ALTER DATABASE ${other.pathname.slice(1)} OWNER TO ${owner}`);
  other.username = owner;
  other.password = "first-word";
  return { owner, url: other.href };
}

async function reportTo(store: Store, bytes: number): Promise<void> {
  await store.transact(async (transaction) => {
    const run = await transaction.lockRun(seed("run"));
    if (run === undefined) throw new Error("the run isn't known");
    const revision = run.revision + 1;
    const event = eventRow({ runId: run.id, revision, version: revision });
    const events = [{ ...event, event: incompressible(bytes, revision) }];
    await transaction.write({ ...noChanges, runs: [{ ...run, revision }], events });
  });
}

/** Makes bytes that the server can't compress, so that they take their room. */
function incompressible(length: number, from: number): Uint8Array {
  let state = from;
  return new Uint8Array(length).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state >>> 24;
  });
}

describe.skipIf(!hasPostgres)("trouble that comes while a store runs", () => {
  test("the password is changed: it says so, and goes on when that is mended", async () => {
    const direct = await temporaryDatabase();
    const { owner, url } = await withOwner(direct);
    const store = await opened(url);
    await writeRun(store, "run");
    await runStatement(direct, `ALTER ROLE ${owner} PASSWORD 'second-word'`);
    await endAll(direct);
    await expectTrouble(store.ping(), "setting", /doesn't let this user in.*password/, url);
    await expectTrouble(writeRun(store, "other"), "setting", /user and password/, url);
    await runStatement(direct, `ALTER ROLE ${owner} PASSWORD 'first-word'`);
    await writeRun(store, "other");
  });

  test("a right is taken away: it says so, and goes on when it is given back", async () => {
    const direct = await temporaryDatabase();
    const { owner, url } = await withOwner(direct);
    const store = await opened(url);
    await writeRun(store, "run");
    await runStatement(direct, `REVOKE ALL ON ALL TABLES IN SCHEMA runledger FROM ${owner}`);
    await expectTrouble(store.ping(), "readonly", /doesn't allow this user.*owner/s, url);
    await expectTrouble(writeRun(store, "other"), "readonly", /doesn't allow this user/, url);
    await runStatement(direct, `GRANT ALL ON ALL TABLES IN SCHEMA runledger TO ${owner}`);
    await writeRun(store, "other");
  });

  test("the disk is full: it says so, loses nothing, reads on, and goes on when there is room", async (context) => {
    const disk = smallDisk(24);
    if (disk === undefined) {
      context.skip("A small disk can't be made here: it takes root, on Linux.");
      return;
    }
    await using server = await PostgresServer.start();
    const direct = server.url("postgres");
    await runStatement(direct, `CREATE TABLESPACE small LOCATION '${disk.folder}'`);
    await runStatement(direct, "CREATE DATABASE small TABLESPACE small TEMPLATE template0");
    const url = server.url("small");
    const store = await openStore(url, { setting: "--database" });
    const run = await writeRun(store, "run");
    let kept = 0;
    const fill = async (): Promise<never> => {
      for (;;) {
        await reportTo(store, 500_000);
        kept += 1;
      }
    };
    await expectTrouble(fill(), "full", /the server's disk is full.*Make room/s, url);
    const told = await store.listEvents({ runId: run.id, above: 0, limit: 1000 });
    expect(told).toHaveLength(kept);
    await store.ping();
    disk.resize(64);
    await reportTo(store, 500_000);
    await store.close();
    await server.stop("immediate");
  });
});

test.skipIf(!hasPostgres)("a server that is too old is refused, with its version", async () => {
  const direct = await temporaryDatabase();
  const [[number, version] = []] = await runStatement(
    direct,
    "SELECT current_setting('server_version_num'), current_setting('server_version')",
  );
  const proxy = await wireProxy(direct);
  // As many digits, so that the message is as long.
  proxy.rules.answered = (data) =>
    replaced(replaced(data, String(number), "149999"), String(version), "14.9");
  const work = openStore(proxy.url, { setting: "--database" });
  await expectTrouble(work, "setting", /version 14.*15 or later is needed/s, proxy.url);
});

/** Puts another text in a message where one stands, filled up with blanks. */
function replaced(data: Buffer, from: string, to: string): Buffer {
  const at = data.indexOf(from);
  if (at >= 0) data.write(to.padEnd(from.length).slice(0, from.length), at);
  return data;
}
