import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { runChild } from "../../testing/run-child.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { Connection } from "../connection.ts";
import { migrate } from "./migrate.ts";
import type { Migration } from "./migration.ts";
import { migrations } from "./migrations.ts";

// Disks may be slow, and machines busy.
vi.setConfig({ testTimeout: 120_000 });

const place = { name: "The database" };
const first: Migration = { number: 1, name: "first", sql: "CREATE TABLE one (a)" };
const second: Migration = { number: 2, name: "second", sql: "CREATE TABLE two (a)" };

const open = (path = ":memory:") => new Connection(path, { busyTimeout: 1000 });
const tables = (connection: Connection) =>
  connection.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").flat();
const steps = (connection: Connection) =>
  connection.all("SELECT number, name FROM migration").flat();

test("the steps are numbered from 1 without gaps", () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, i) => i + 1));
});

test("makes the steps that are missing, once", () => {
  using connection = open();
  migrate(connection, [first], place);
  expect(tables(connection)).toEqual(["migration", "one"]);
  migrate(connection, [first, second], place);
  migrate(connection, [first, second], place);
  expect(tables(connection)).toEqual(["migration", "one", "two"]);
  expect(steps(connection)).toEqual([1, "first", 2, "second"]);
});

test("a step that fails in the middle leaves everything as it was", () => {
  using connection = open();
  const broken = { ...second, sql: "CREATE TABLE two (a); INSERT INTO two VALUES (1); nonsense" };
  expect(() => migrate(connection, [first, broken], place)).toThrow("nonsense");
  expect(tables(connection)).toEqual([]);
  migrate(connection, [first], place);
  expect(() => migrate(connection, [first, broken], place)).toThrow("nonsense");
  expect(tables(connection)).toEqual(["migration", "one"]);
  expect(steps(connection)).toEqual([1, "first"]);
});

test("a process that dies in the middle of a step leaves everything as it was", async () => {
  const path = join(temporaryFolder(), "x.db");
  {
    using connection = open(path);
    connection.db.exec("PRAGMA journal_mode = WAL");
    migrate(connection, [first], place);
  }
  const child = runChild("die-migrating.ts", [path]);
  expect(await child.nextLine()).toBe("in the middle");
  expect(await child.nextLine()).toBeUndefined();
  using connection = open(path);
  expect(tables(connection)).toEqual(["migration", "one"]);
  migrate(connection, [first, second], place);
  expect(steps(connection)).toEqual([1, "first", 2, "second"]);
});

test("refuses a database that has steps which the program lacks, and changes nothing", () => {
  using connection = open();
  migrate(connection, [first, second], place);
  expect(() => migrate(connection, [first], place)).toThrow(
    expect.objectContaining({
      kind: "newer",
      message: expect.stringMatching(/version 2.*up to 1/),
    }),
  );
  expect(steps(connection)).toEqual([1, "first", 2, "second"]);
});

test("refuses a step that has another content than the one that was made", () => {
  using connection = open();
  migrate(connection, [first], place);
  const changed = { ...first, sql: `${first.sql} ` };
  expect(() => migrate(connection, [changed, second], place)).toThrow(
    expect.objectContaining({ kind: "damaged", message: expect.stringContaining('1 ("first")') }),
  );
  expect(tables(connection)).toEqual(["migration", "one"]);
});
