import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { parseDatabaseUrl } from "./database-url.ts";

const path = resolve("folder", "a b#c?d%.db");

describe("the address of a database", () => {
  test.each([
    ["x.db", resolve("x.db")],
    ["./folder/x.db", resolve("folder", "x.db")],
    [path, path],
    ["file:x.db", resolve("x.db")],
    [pathToFileURL(path).href, path],
    [pathToFileURL(path).href.replace("file:///", "FILE:/"), path],
    ["memory:", ":memory:"],
    [":memory:", ":memory:"],
    ["C:\\data\\x.db", resolve("C:\\data\\x.db")],
  ])("%s", (url, wanted) => {
    expect(parseDatabaseUrl(url, "--database")).toEqual({ kind: "sqlite", path: wanted });
  });

  test.each([
    ["", "--database is empty"],
    ["file:", "--database names no file"],
    ["file://host/x.db", "--database is no address of a file"],
    ["postgres://me:pass@word@[x/y", "--database is no address of a PostgreSQL server"],
    ["mysql:x", '--database names a database of the kind "mysql:"'],
    ["sqlite::memory:", '--database names a database of the kind "sqlite:"'],
  ])("%s is refused with a sentence that names the setting and the way out", (url, sentence) => {
    const parse = () => parseDatabaseUrl(url, "--database");
    expect(parse).toThrow(sentence);
    expect(parse).toThrow(/Give a path .* or memory:/);
  });

  test.each(["postgres", "postgresql", "POSTGRES"])(
    "%s: a server, shown without its password",
    (scheme) => {
      const url = `${scheme}://me:secret@db.example:5433/runs?sslmode=verify-full&sslpassword=secret`;
      const name = "postgres://me@db.example:5433/runs";
      expect(parseDatabaseUrl(url, "--database")).toEqual({ kind: "postgres", url, name });
    },
  );

  test("no password of an address that is refused is repeated", () => {
    const url = "postgres://me:secret@[localhost/x";
    expect(() => parseDatabaseUrl(url, "--database")).toThrow(/PostgreSQL/);
    expect(() => parseDatabaseUrl(url, "--database")).not.toThrow(/secret/);
  });

  test("a path that only looks like a scheme is a path", () => {
    expect(parseDatabaseUrl(join("a", "b:c.db"), "--database")).toMatchObject({
      path: resolve("a", "b:c.db"),
    });
  });
});
