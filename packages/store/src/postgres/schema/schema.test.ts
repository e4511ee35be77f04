import { describe, expect, onTestFinished, test, vi } from "vitest";
import { actionPhaseGuard } from "@runledger/proto/core/v1";
import { eventRow, noChanges, seed, writeRun } from "../../conformance/fixtures.ts";
import { runStatement } from "../../conformance/index.ts";
import { openStore } from "../../open-store.ts";
import type { Store } from "../../store.ts";
import { hasPostgres, temporaryDatabase } from "../../testing/temporary-database.ts";
import { migrations } from "./migrations.ts";

vi.setConfig({ testTimeout: 120_000 });

async function opened(url: string): Promise<Store> {
  const store = await openStore(url, { setting: "--database" });
  onTestFinished(() => store.close());
  return store;
}

const LIFECYCLE = actionPhaseGuard.lifecycle;

describe.skipIf(!hasPostgres)("the schema", () => {
  test("is made once, however many programs start at the same time", async () => {
    const url = await temporaryDatabase();
    const stores = await Promise.all(Array.from({ length: 5 }, () => opened(url)));
    await Promise.all(stores.map((store, i) => writeRun(store, `run-${i}`)));
    const steps = await runStatement(url, "SELECT number FROM runledger.migration");
    expect(steps).toEqual(migrations.map(({ number }) => [number]));
  });

  test.each([
    [
      "newer",
      "INSERT INTO runledger.migration (number, name, checksum) SELECT max(number) + 1, 'x', 'y' FROM runledger.migration",
      /newer version made it/,
    ],
    ["damaged", "UPDATE runledger.migration SET checksum = 'other'", /changed by hand/],
    [
      "newer",
      "UPDATE runledger.lifecycle SET version = version + 1",
      /newer version of the program wrote/,
    ],
  ])("that isn't this program's is refused as %s: %s", async (kind, sql, message) => {
    const url = await temporaryDatabase();
    await (await openStore(url)).close();
    await runStatement(url, sql);
    const error = { kind, message: expect.stringMatching(message) };
    await expect(opened(url)).rejects.toMatchObject(error);
  });

  test("of another program is not touched", async () => {
    const url = await temporaryDatabase();
    await runStatement(url, "CREATE SCHEMA runledger CREATE TABLE theirs (x int)");
    await expect(opened(url)).rejects.toMatchObject({ kind: "foreign" });
    const tables = "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('runledger')";
    expect(await runStatement(url, tables)).toEqual([["theirs"]]);
  });

  test("with numbers of another server, from a dump, gets numbers of this one; cursors from before are refused", async () => {
    const url = await temporaryDatabase();
    const store = await openStore(url);
    await writeRun(store, "run");
    const { cursor } = await store.feed({ limit: 1 });
    await store.close();
    const kept = await opened(url);
    // What it gives is a matter of the horizon, which anything else on the server may hold back.
    await kept.feed({ cursor, limit: 1 });
    await runStatement(url, "UPDATE runledger.run SET feed = '999999999999'");
    const restored = await opened(url);
    await expect(restored.feed({ cursor, limit: 1 })).rejects.toMatchObject({ kind: "cursor" });
    const behind = "SELECT feed < pg_snapshot_xmax(pg_current_snapshot()) FROM runledger.run";
    expect(await runStatement(url, behind)).toEqual([[true]]);
  });

  test("that is empty was made for this program", async () => {
    const url = await temporaryDatabase();
    await runStatement(url, "CREATE SCHEMA runledger");
    expect(await writeRun(await opened(url), "run")).toMatchObject({ revision: 1 });
  });

  test("follows the lifecycle: rows of an older one, and rows changed by hand, are made anew", async () => {
    const url = await temporaryDatabase();
    await (await openStore(url)).close();
    const rows = () =>
      runStatement(
        url,
        "SELECT (SELECT count(*) FROM runledger.lifecycle_value), (SELECT count(*) FROM runledger.lifecycle_edge)",
      );
    const before = await rows();
    await runStatement(url, "UPDATE runledger.lifecycle SET version = 0");
    await runStatement(url, "DELETE FROM runledger.lifecycle_edge WHERE from_value = 1");
    await (await openStore(url)).close();
    expect(await rows()).toEqual(before);
    const sql = "SELECT version, fingerprint FROM runledger.lifecycle WHERE lifecycle = $1";
    const { fingerprint, version } = actionPhaseGuard;
    expect(await runStatement(url, sql, [LIFECYCLE])).toEqual([[version, fingerprint]]);
  });
});

describe.skipIf(!hasPostgres)("the guard, over a shell", () => {
  test.each([
    ["UPDATE runledger.event SET outcome = 2", /does not change/],
    ["DELETE FROM runledger.event", /with it only/],
    ["DELETE FROM runledger.action", /with it only/],
    ["UPDATE runledger.action SET name = 'other' WHERE number = 2", /keeps its run/],
    ["UPDATE runledger.action SET number = 9 WHERE number = 2", /keeps its run/],
    ["UPDATE runledger.run SET name = 'other'", /keeps its number and its name/],
    ["UPDATE runledger.run SET phase = 5", /phase of its root/],
  ])("refuses %s", async (sql, message) => {
    const url = await temporaryDatabase();
    const store = await opened(url);
    const run = await writeRun(store, "run", [{}, {}]);
    await store.transact(async (transaction) => {
      await transaction.write({ ...noChanges, events: [eventRow({ runId: run.id })] });
    });
    const error = { code: "RL001", message: expect.stringMatching(message) };
    await expect(runStatement(url, sql)).rejects.toMatchObject(error);
  });

  test("lets a run be deleted, and then what belonged to it", async () => {
    const url = await temporaryDatabase();
    const store = await opened(url);
    await writeRun(store, "other");
    const run = await writeRun(store, "run", [{}, {}], { labels: { a: "b" } });
    await store.transact(async (transaction) => {
      const error = {
        runId: run.id,
        actionNumber: 1,
        attempt: 1,
        kind: 1,
        code: "",
        message: "",
        at: 1,
      };
      await transaction.write({
        ...noChanges,
        events: [eventRow({ runId: run.id })],
        errors: [error],
      });
    });
    const tables = ["action", "event", "attempt_error", "run_label"] as const;
    const count = (table: string) =>
      runStatement(url, `SELECT count(*) > 0 FROM runledger.${table} WHERE run_id = $1`, [run.id]);
    const remove = (table: string) =>
      runStatement(url, `DELETE FROM runledger.${table} WHERE run_id = $1`, [run.id]);
    await expect(remove("action")).rejects.toThrow("deleted with it only");
    await runStatement(url, "DELETE FROM runledger.run WHERE name = 'run'");
    // What is large stays until somebody sweeps it away, and may be swept away now.
    expect(await count("action")).toEqual([[true]]);
    for (const table of tables) {
      await remove(table);
      expect(await count(table)).toEqual([[false]]);
    }
    expect(await store.getAction({ runId: 1, name: "a0" })).toBeDefined();
    const again = await writeRun(store, "run");
    expect(again.id).toBeGreaterThan(run.id);
    // No revision that a client of the first one may hold is handed out again.
    const { revision = 0 } = (await store.getRun(seed("run"))) ?? {};
    expect(revision).toBeGreaterThan(run.revision);
  });
});
