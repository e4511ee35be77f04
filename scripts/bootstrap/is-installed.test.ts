import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { isInstalled } from "./is-installed.mjs";

const wanted = {
  "": { name: "root" },
  "packages/a": { version: "0.1.0" },
  "node_modules/@runledger/a": { resolved: "packages/a", link: true },
  "node_modules/x": { version: "1.0.0", integrity: "sha512-x" },
  "node_modules/x/node_modules/y": { version: "2.0.0", integrity: "sha512-y" },
  "node_modules/other-platform": { version: "3.0.0", integrity: "sha512-o", optional: true },
};

const complete = {
  "node_modules/@runledger/a": { resolved: "packages/a", link: true },
  "node_modules/x": { version: "1.0.0", integrity: "sha512-x" },
  "node_modules/x/node_modules/y": { version: "2.0.0", integrity: "sha512-y" },
};

function folder(installed: object | undefined): string {
  return temporaryFolder({
    "package-lock.json": JSON.stringify({ packages: wanted }),
    "node_modules/@runledger/a/package.json": "{}",
    ...(installed === undefined
      ? {}
      : { "node_modules/.package-lock.json": JSON.stringify({ packages: installed }) }),
  });
}

describe("what is installed is held against the lockfile", () => {
  test("all there, and what is for another platform is not", () => {
    expect(isInstalled(folder(complete))).toBe(true);
  });

  test("an optional package that is there must be the right one", () => {
    const other = { version: "2.9.0", integrity: "sha512-old", optional: true };
    expect(isInstalled(folder({ ...complete, "node_modules/other-platform": other }))).toBe(false);
  });

  test("never installed, or cut short: npm writes its own list last", () => {
    expect(isInstalled(folder(undefined))).toBe(false);
  });

  test.each([
    ["a package is missing", { "node_modules/x/node_modules/y": undefined }],
    ["a version is another", { "node_modules/x": { version: "1.0.1", integrity: "sha512-x" } }],
    [
      "a version has other content",
      { "node_modules/x": { version: "1.0.0", integrity: "sha512-z" } },
    ],
  ])("%s", (_, change) => {
    expect(isInstalled(folder({ ...complete, ...change }))).toBe(false);
  });

  test("a link that leads nowhere", () => {
    const root = temporaryFolder({
      "package-lock.json": JSON.stringify({ packages: wanted }),
      "node_modules/.package-lock.json": JSON.stringify({ packages: complete }),
    });
    expect(isInstalled(root)).toBe(false);
  });

  test("without a lockfile there is nothing to install from", () => {
    expect(() => isInstalled(temporaryFolder())).toThrow(
      /package-lock.json is missing: restore it from git/,
    );
  });
});
