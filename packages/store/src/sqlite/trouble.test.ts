import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { noChanges, seed, writeRun } from "../conformance/fixtures.ts";
import { type StoreOptions, openStore } from "../open-store.ts";
import { StoreError } from "../store-error.ts";
import type { Store } from "../store.ts";
import { runChild } from "../testing/run-child.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

// Disks may be slow, and machines busy.
vi.setConfig({ testTimeout: 120_000 });

const newPath = (): string => join(temporaryFolder(), "x.db");

/** Makes a database that holds some runs, and closes it. */
async function makeDatabase(path: string, runs = 1): Promise<void> {
  const store = await open(path);
  for (let i = 0; i < runs; i++) await writeRun(store, `run-${i}`, [{}, {}, {}]);
  await store.close();
}

/** Changes a database as somebody with a SQL shell does. */
function byHand(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

const open = (path: string, options: StoreOptions = {}): Promise<Store> =>
  openStore(path, { ...options, threads: "here" });

describe("what can't be opened", () => {
  test.each([
    ["text", "This is no database, and it is long enough to have a header of one.".repeat(10)],
    ["a few bytes", "no"],
  ])("%s is no database, and isn't touched", async (_, content) => {
    const path = newPath();
    writeFileSync(path, content);
    await expect(openStore(path)).rejects.toMatchObject({
      kind: "damaged",
      message: expect.stringContaining(
        `${path} is damaged, or is no database: it doesn't begin as one`,
      ),
    });
    expect(readFileSync(path, "utf8")).toBe(content);
    expect(readdirSync(join(path, ".."))).toEqual(["x.db"]);
  });

  test("the database of another program isn't touched", async () => {
    const path = newPath();
    byHand(path, "CREATE TABLE mine (a); INSERT INTO mine VALUES (1)");
    const before = readFileSync(path);
    await expect(openStore(path)).rejects.toMatchObject({
      kind: "foreign",
      message: expect.stringContaining(`${path} is a SQLite database of another program`),
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(join(path, ".."))).toEqual(["x.db"]);
  });

  test("a folder", async () => {
    const path = newPath();
    mkdirSync(path);
    await expect(openStore(path)).rejects.toMatchObject({
      kind: "setting",
      message: expect.stringContaining(`${path} is not a file`),
    });
  });

  test("a database with a newer schema: both versions are named, and nothing is changed", async () => {
    const path = newPath();
    await makeDatabase(path);
    byHand(
      path,
      "INSERT INTO migration (number, name, checksum) SELECT max(number) + 1, 'later', 'x' FROM migration",
    );
    const before = readFileSync(path);
    await expect(openStore(path)).rejects.toMatchObject({
      kind: "newer",
      message: expect.stringMatching(/schema version \d+, .* up to \d+.*Install that version/),
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("a database with a newer lifecycle", async () => {
    const path = newPath();
    await makeDatabase(path);
    byHand(path, "UPDATE lifecycle SET version = 99");
    await expect(openStore(path)).rejects.toMatchObject({
      kind: "newer",
      message: expect.stringMatching(/version 99 of the lifecycle .*ActionPhase, .* version 1/),
    });
  });

  test("a database whose schema was made with another content", async () => {
    const path = newPath();
    await makeDatabase(path);
    byHand(path, "UPDATE migration SET checksum = 'x'");
    await expect(openStore(path)).rejects.toMatchObject({
      kind: "damaged",
      message: expect.stringContaining("schema step 1"),
    });
  });
});

describe("damage", () => {
  test("of any page is told as damage, and never as anything else", async () => {
    const path = newPath();
    await makeDatabase(path, 40);
    const whole = readFileSync(path);
    const pageSize = whole.readUInt16BE(16);
    const broken = `${path}-broken`;
    const seen = new Set<string>();
    for (let page = 0; page < whole.length / pageSize; page++) {
      const copy = Buffer.from(whole);
      // The first page keeps its header: without it the file is no database, which is another case.
      copy.fill(0xff, page * pageSize + (page === 0 ? 100 : 0), (page + 1) * pageSize);
      writeFileSync(broken, copy);
      seen.add(await useAll(broken));
    }
    // Pages that nothing reads here go unnoticed; what is read is found out.
    expect([...seen].toSorted()).toEqual(["damaged", "fine"]);
  });

  /** Reads and writes what there is. Returns what came of it. */
  async function useAll(path: string): Promise<string> {
    try {
      const store = await open(path);
      try {
        const runs = await store.listRuns({ filter: [], sort: [], limit: 100 });
        for (const { id } of runs) {
          await store.actionsChanged({ runId: id, above: 0, limit: 100 });
          await store.getAction({ runId: id, name: "action-2" });
          await store.listActions({
            runId: id,
            filter: [],
            sort: [{ column: "name", descending: true }],
            limit: 100,
          });
        }
        await writeRun(store, "one more");
        return "fine";
      } finally {
        await store.close().catch(() => {});
      }
    } catch (error) {
      return error instanceof StoreError ? error.kind : String(error);
    }
  }
});

describe("a disk that is full", () => {
  async function fill(store: Store): Promise<{ written: string[]; error: unknown }> {
    const written: string[] = [];
    for (;;) {
      const name = `run-${written.length}`;
      try {
        await writeRun(store, name, [{ record: new Uint8Array(5000) }]);
        written.push(name);
      } catch (error) {
        return { written, error };
      }
    }
  }

  async function expectAll(store: Store, names: readonly string[]): Promise<void> {
    const runs = await store.listRuns({ filter: [], sort: [], limit: 100_000 });
    expect(runs.map(({ name }) => name)).toEqual(names);
    for (const { id } of runs) {
      const root = await store.getAction({ runId: id, name: "a0" });
      expect(root?.record).toHaveLength(5000);
    }
  }

  test.each(["workers", "here"] as const)(
    "loses nothing that was acknowledged, and says which limit was reached (%s)",
    async (threads) => {
      const path = newPath();
      const maxBytes = 2 ** 20;
      const store = await openStore(path, { maxBytes, threads });
      const { written, error } = await fill(store);
      expect(written.length).toBeGreaterThan(10);
      expect(error).toMatchObject({
        kind: "full",
        message: expect.stringMatching(`^${path} can't grow.*maxBytes, now ${maxBytes}`),
      });
      await expectAll(store, written);
      await store.close();
      const larger = await openStore(path, { maxBytes: 2 * maxBytes, threads });
      await expectAll(larger, written);
      await writeRun(larger, "one more", [{ record: new Uint8Array(5000) }]);
      await expectAll(larger, [...written, "one more"]);
      await larger.close();
    },
  );

  const canMount = process.platform === "linux" && process.getuid?.() === 0 && mounts();

  function mounts(): boolean {
    try {
      execFileSync("mount", ["--version"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  }

  test.runIf(canMount)("loses nothing that was acknowledged (a real one)", async ({ skip }) => {
    const folder = temporaryFolder();
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], { stdio: "ignore" });
    } catch {
      skip("this root may not mount");
    }
    onTestFinished(() => void execFileSync("umount", [folder]));
    const path = join(folder, "x.db");
    const store = await openStore(path);
    const { written, error } = await fill(store);
    expect(error).toMatchObject({
      kind: "full",
      message: expect.stringMatching(`^${path} can't grow.*Make room on its disk`),
    });
    await expectAll(store, written);
    // Closing writes the log back, for which there is no room: the log stays, and with it what is in it.
    await store.close().catch(() => {});
    const elsewhere = newPath();
    for (const suffix of ["", "-wal"].filter((each) => existsSync(path + each))) {
      copyFileSync(path + suffix, elsewhere + suffix);
    }
    const moved = await openStore(elsewhere);
    await expectAll(moved, written);
    await moved.close();
  });
});

describe.skipIf(process.platform === "win32")("what can't be written to", () => {
  // Root may write everywhere: then somebody else tries.
  const user = process.getuid?.() === 0 ? 65_534 : undefined;

  test.each([
    ["a folder, where there is no database yet", 0o555, undefined],
    ["a folder", 0o555, 0o666],
    ["a file", 0o777, 0o444],
  ])("%s", async (_, folderMode, fileMode) => {
    const folder = temporaryFolder();
    const path = join(folder, "x.db");
    if (fileMode !== undefined) {
      await makeDatabase(path);
      chmodSync(path, fileMode);
      chmodSync(`${path}-lock`, fileMode === 0o444 ? 0o666 : fileMode);
    }
    chmodSync(folder, folderMode);
    onTestFinished(() => chmodSync(folder, 0o777));
    const child = runChild("hold-store.ts", [path], user);
    const answer: unknown = JSON.parse((await child.nextLine()) ?? "{}");
    expect(answer).toMatchObject({
      kind: "readonly",
      message: expect.stringContaining(`${path} can't be opened for writing`),
    });
  });
});

describe("a lock that somebody with a SQL shell holds", () => {
  async function lockedBy(options: StoreOptions): Promise<{ store: Store; shell: DatabaseSync }> {
    const path = newPath();
    const store = await openStore(path, options);
    const shell = new DatabaseSync(path);
    onTestFinished(async () => {
      shell.close();
      await store.close();
    });
    shell.exec("BEGIN IMMEDIATE");
    return { store, shell };
  }

  test("is waited for, and holds up no reader", async () => {
    const { store, shell } = await lockedBy({ busyTimeout: 60_000 });
    const writing = Promise.all([writeRun(store, "new"), writeRun(store, "newer")]);
    expect(await store.listRuns({ filter: [], sort: [], limit: 10 })).toEqual([]);
    shell.exec("COMMIT");
    await writing;
    expect(await store.listRuns({ filter: [], sort: [], limit: 10 })).toHaveLength(2);
  });

  test.each(["workers", "here"] as const)(
    "is waited for as long as was said (%s)",
    async (threads) => {
      const { store, shell } = await lockedBy({ busyTimeout: 1, threads });
      await expect(writeRun(store, "run")).rejects.toMatchObject({
        kind: "busy",
        message: expect.stringContaining("locked by another program"),
      });
      shell.exec("ROLLBACK");
      await writeRun(store, "run");
    },
  );

  test("doesn't keep what is small from being committed either", async () => {
    const { store, shell } = await lockedBy({ busyTimeout: 60_000 });
    shell.exec("ROLLBACK");
    const run = await writeRun(store, "run");
    shell.exec("BEGIN IMMEDIATE");
    const changed = store.transact((transaction) =>
      transaction.write({ ...noChanges, runs: [{ ...run, revision: 5 }] }),
    );
    expect((await store.getRun(seed("run")))?.revision).toBe(1);
    shell.exec("COMMIT");
    await changed;
    expect((await store.getRun(seed("run")))?.revision).toBe(5);
  });
});

describe("opening", () => {
  test("makes the folders that are missing", async () => {
    const path = join(temporaryFolder(), "a", "b", "x.db");
    await makeDatabase(path);
    expect(existsSync(path)).toBe(true);
  });

  test("takes an empty file", async () => {
    const path = newPath();
    writeFileSync(path, "");
    await makeDatabase(path);
    expect(readFileSync(path, "latin1")).toMatch(/^SQLite format 3/);
  });

  test("brings the guard's rows back to what the program knows", async () => {
    const path = newPath();
    await makeDatabase(path);
    byHand(
      path,
      `UPDATE lifecycle SET version = 0, fingerprint = 'older';
       DELETE FROM lifecycle_edge WHERE from_value = 1;
       INSERT INTO lifecycle_edge SELECT lifecycle, 5, 6 FROM lifecycle;
       UPDATE lifecycle_value SET terminal = 0, name = 'x' WHERE value = 5;
       INSERT INTO lifecycle_value
         SELECT lifecycle, 77, 'new', 'pending', NULL, 50, 0, 0, 0, 1, 1 FROM lifecycle`,
    );
    const store = await openStore(path);
    const other = newPath();
    await makeDatabase(other);
    expect(rowsOf(path)).toEqual(rowsOf(other));
    expect(await store.getRun(seed("run-0"))).toBeDefined();
    await store.close();
  });

  test("holds the rows that are generated from the proto", async () => {
    const path = newPath();
    await makeDatabase(path);
    const generated = newPath();
    byHand(generated, readFileSync(new URL("../gen/lifecycle.sql", import.meta.url), "utf8"));
    expect(rowsOf(path)).toEqual(rowsOf(generated));
  });

  function rowsOf(path: string): unknown {
    const db = new DatabaseSync(path, { readOnly: true });
    const columns =
      "value, name, role, outcome, rank, terminal, ends_attempt, ends_subject, retryable, starts_attempt";
    const rows = [
      db.prepare("SELECT lifecycle, version, fingerprint, initial_value FROM lifecycle").all(),
      db.prepare(`SELECT ${columns} FROM lifecycle_value ORDER BY value`).all(),
      db.prepare("SELECT * FROM lifecycle_edge ORDER BY from_value, to_value").all(),
    ];
    db.close();
    return rows;
  }

  test.each([
    [{ busyTimeout: -1 }, "busyTimeout is -1"],
    [{ busyTimeout: 0.5 }, "busyTimeout is 0.5"],
    [{ cacheBytes: NaN }, "cacheBytes is NaN"],
    [{ maxBytes: 100 }, "maxBytes is 100"],
  ])("refuses %o", async (options, sentence) => {
    await expect(openStore("memory:", options)).rejects.toMatchObject({
      kind: "setting",
      message: expect.stringContaining(sentence),
    });
  });
});
