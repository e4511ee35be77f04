import { expect, test } from "vitest";
import { StoreError } from "../store-error.ts";
import { toStoreError } from "./to-store-error.ts";

const place = { name: "/data/x.db" };
const fromSqlite = (errcode: number, message: string) =>
  Object.assign(new Error(message), { errcode });
const fromSystem = (code: string) => Object.assign(new Error(`${code}: no`), { code });

test.each([
  [fromSqlite(5, "database is locked"), "busy", "locked by another program"],
  [fromSqlite(261, "database is locked"), "busy", "try again"],
  [fromSqlite(8, "attempt to write a readonly database"), "readonly", "Give this user the right"],
  [fromSqlite(14, "unable to open database file"), "readonly", "can't be opened for writing"],
  [fromSqlite(13, "database or disk is full"), "full", "Make room on its disk"],
  [fromSqlite(11, "database disk image is malformed"), "damaged", "Put back a copy"],
  [fromSqlite(779, "malformed"), "damaged", ".recover"],
  [fromSqlite(26, "file is not a database"), "damaged", "is no database"],
  [fromSqlite(1034, "disk I/O error"), "unavailable", "Look after the disk"],
  [fromSqlite(1811, "guard: no way back"), "guard", "no way back"],
  [fromSqlite(275, "CHECK constraint failed: attempt >= 1"), "guard", "attempt >= 1"],
  [fromSqlite(1555, "UNIQUE constraint failed"), "internal", "UNIQUE constraint failed"],
  [fromSystem("EACCES"), "readonly", "can't be opened for writing"],
  [fromSystem("EROFS"), "readonly", "can't be opened for writing"],
  [fromSystem("ENOSPC"), "full", "can't grow"],
  [fromSystem("ENOTDIR"), "internal", "ENOTDIR"],
  ["thrown text", "internal", "thrown text"],
])("%s is of kind %s", (error, kind, sentence) => {
  const told = toStoreError(error, place);
  expect(told).toBeInstanceOf(StoreError);
  expect(told).toMatchObject({ kind, message: expect.stringContaining(sentence) });
  if (kind !== "guard") expect(told.message).toContain(place.name);
  expect(told.cause).toBeInstanceOf(Error);
});

test("a StoreError stays what it is", () => {
  const error = new StoreError("newer", "later");
  expect(toStoreError(error, place)).toBe(error);
});

test("a limit that was set is named where it is reached", () => {
  const told = toStoreError(fromSqlite(13, "full"), { ...place, maxBytes: 1_048_576 });
  expect(told.message).toContain("maxBytes, now 1048576");
});
