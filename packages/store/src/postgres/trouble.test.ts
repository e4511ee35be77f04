import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { seed, writeRun } from "../conformance/fixtures.ts";
import { PostgresServer, runStatement } from "../conformance/index.ts";
import { openStore, type StoreOptions } from "../open-store.ts";
import type { Store } from "../store.ts";
import { expectTrouble } from "../testing/expect-trouble.ts";
import { hasPostgres, temporaryDatabase } from "../testing/temporary-database.ts";
import { toStoreError } from "./to-store-error.ts";

vi.setConfig({ testTimeout: 120_000 });

const within = { timeout: 60_000 };

async function opened(url: string, options: StoreOptions = {}): Promise<Store> {
  const store = await openStore(url, { setting: "--database", random: () => 0, ...options });
  onTestFinished(() => store.close());
  return store;
}

/** Changes an address. */
function changed(url: string, change: (url: URL) => void): string {
  const other = new URL(url);
  change(other);
  return other.href;
}

/** Makes a user who may connect and nothing else, and returns the database's address with their name. */
async function asStranger(url: string): Promise<string> {
  const name = `stranger_${Math.floor(performance.now() * 1000)}`;
  await runStatement(url, `CREATE ROLE ${name} LOGIN PASSWORD 'strange-word'`);
  return changed(url, (other) => {
    other.username = name;
    other.password = "strange-word";
  });
}

describe.skipIf(!hasPostgres)("at the start", () => {
  test("a server that isn't there", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    const url = `postgres://me:secret-word@127.0.0.1:${port}/x`;
    await expectTrouble(opened(url), "unavailable", /can't be reached.*ECONNREFUSED/, url);
  });

  test("a name that isn't known", async () => {
    const url = "postgres://me:secret-word@nowhere.invalid/x";
    await expectTrouble(opened(url), "unavailable", /can't be reached/, url);
  });

  test("a server that never answers", async () => {
    const server = createServer(() => {}).listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const url = `postgres://me:secret-word@127.0.0.1:${port}/x`;
    const work = opened(url, { connectTimeout: 100 });
    await expectTrouble(work, "unavailable", /can't be reached/, url);
  });

  test("a wrong password", async () => {
    const url = changed(await temporaryDatabase(), (other) => (other.password = "secret-word"));
    await expectTrouble(opened(url), "setting", /doesn't let this user in.*password/, url);
  });

  test("no such database", async () => {
    const url = changed(await temporaryDatabase(), (other) => (other.pathname = "/nowhere"));
    await expectTrouble(opened(url), "setting", /no database that the server has.*createdb/, url);
  });

  test("a user who may make no schema", async () => {
    const url = await asStranger(await temporaryDatabase());
    await expectTrouble(opened(url), "readonly", /doesn't allow this user.*owner/, url);
  });

  test("TLS where the server has none", async () => {
    const url = changed(await temporaryDatabase(), (other) => {
      other.search = "?sslmode=verify-full";
    });
    await expectTrouble(opened(url), "setting", /TLS.*sslmode/, url);
  });

  test("a database that is set to read only", async () => {
    const url = await temporaryDatabase();
    const name = new URL(url).pathname.slice(1);
    await runStatement(url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await expectTrouble(opened(url), "readonly", /read only.*primary/, url);
  });

  test("options out of bounds", async () => {
    const url = await temporaryDatabase();
    await expect(openStore(url, { connections: 1 })).rejects.toMatchObject({ kind: "setting" });
    const none = openStore(url, { connections: 4, transactions: 4 });
    await expect(none).rejects.toMatchObject({ message: expect.stringContaining("1 to 3") });
  });
});

describe.skipIf(!hasPostgres)("while it runs", () => {
  test("a server that stops and comes back: it says so, and goes on", async () => {
    await using server = await PostgresServer.start();
    const url = server.url("postgres");
    const store = await opened(url);
    await writeRun(store, "run");
    await server.stop("immediate");
    await expectTrouble(store.ping(), "unavailable", /./, url);
    await expectTrouble(writeRun(store, "other"), "unavailable", /./, url);
    await server.restart();
    await expect
      .poll(
        () =>
          store.ping().then(
            () => true,
            () => false,
          ),
        within,
      )
      .toBe(true);
    expect(await store.getRun(seed("run"))).toMatchObject({ revision: 1 });
    await writeRun(store, "other");
  });

  test("more connections than the server takes", async () => {
    await using server = await PostgresServer.start({
      settings: { max_connections: "5", superuser_reserved_connections: "0" },
    });
    const url = server.url("postgres");
    const store = await opened(url, { connections: 20 });
    const reads = await Promise.allSettled(
      Array.from({ length: 20 }, () => store.getRun(seed("run"))),
    );
    const failed = reads.find((each) => each.status === "rejected");
    await expectTrouble(
      Promise.reject(failed?.reason),
      "unavailable",
      /--database-connections.*max_connections/,
      url,
    );
    expect(reads.some((each) => each.status === "fulfilled")).toBe(true);
    await expect
      .poll(
        () =>
          store.ping().then(
            () => true,
            () => false,
          ),
        within,
      )
      .toBe(true);
  });

  test("a lock that somebody holds", async () => {
    const url = await temporaryDatabase();
    const store = await opened(url, { statementTimeout: 200 });
    const holder = await opened(url);
    await writeRun(store, "run");
    const held = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    const holding = holder.transact(async (transaction) => {
      await transaction.lockRun(seed("run"));
      held.resolve();
      await done.promise;
    });
    await held.promise;
    const work = store.transact((transaction) => transaction.lockRun(seed("run")));
    await expectTrouble(work, "busy", /took too long.*--database-statement-timeout/, url);
    done.resolve();
    await holding;
    await writeRun(store, "run");
  });

  test("a table that somebody has dropped", async () => {
    const url = await temporaryDatabase();
    const store = await opened(url);
    await runStatement(url, "DROP TABLE runledger.quarantine");
    const work = store.listQuarantine({ limit: 1 });
    await expectTrouble(work, "damaged", /schema was changed/, url);
  });
});

const place = { name: "postgres://me@server/database", setting: "--database" };

test.each([
  ["53100", "could not extend file: No space left on device", "full", /disk is full.*Make room/],
  ["53200", "out of memory", "unavailable", /no memory left/],
  [
    "57P01",
    "terminating connection due to administrator command",
    "unavailable",
    /stopped or restarted/,
  ],
  ["57P03", "the database system is starting up", "unavailable", /no connections yet/],
  ["58030", "could not read block", "unavailable", /disk/],
  ["XX001", "invalid page in block", "damaged", /damaged.*backup/],
  ["08006", "", "unavailable", /can't be reached.*08006/],
  ["23505", "duplicate key", "internal", /duplicate key/],
  ["RL001", "an action does not go back", "guard", /^an action does not go back$/],
])("%s: %s", (code, message, kind, sentence) => {
  const error = toStoreError(Object.assign(new Error(message), { code }), place);
  expect(error).toMatchObject({ kind, message: expect.stringMatching(sentence) });
});
