import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { isBuilt, markBuilt } from "./built.mjs";
import { digestSources } from "./digest-sources.mjs";

const tree = {
  "proto/a.proto": "a",
  "scripts/generate/g.mjs": "g",
  "packages/p/package.json": "{}",
  "packages/p/src/deep/x.ts": "x",
  "packages/p/src/x.test.ts": "test",
  "packages/p/README.md": "readme",
  "apps/q/src/y.ts": "y",
  "package-lock.json": "{}",
};

const early = new Date(1_000_000);

describe("what a build is made from has a digest", () => {
  test.each([
    "proto/a.proto",
    "packages/p/src/deep/x.ts",
    "apps/q/src/y.ts",
    "packages/p/package.json",
    "package-lock.json",
  ])("that changes with %s", (path) => {
    const root = temporaryFolder(tree);
    const before = digestSources(root);
    expect(digestSources(root)).toBe(before);
    utimesSync(join(root, path), early, early);
    expect(digestSources(root)).not.toBe(before);
  });

  test("that changes with a file that is new, and with one that is gone", () => {
    const root = temporaryFolder(tree);
    const before = digestSources(root);
    writeFileSync(join(root, "packages/p/src/new.ts"), "");
    const more = digestSources(root);
    rmSync(join(root, "packages/p/src/deep/x.ts"));
    expect(new Set([before, more, digestSources(root)]).size).toBe(3);
  });

  test.each(["packages/p/src/x.test.ts", "packages/p/README.md"])(
    "that does not change with %s",
    (path) => {
      const root = temporaryFolder(tree);
      const before = digestSources(root);
      utimesSync(join(root, path), early, early);
      expect(digestSources(root)).toBe(before);
    },
  );
});

describe("a build is remembered", () => {
  const built = {
    ...tree,
    "packages/p/tsconfig.build.json": "{}",
    "packages/p/dist/.tsbuildinfo": "{}",
  };

  test("for the sources that it was made from", () => {
    const root = temporaryFolder(built);
    expect(isBuilt(root, "one")).toBe(false);
    markBuilt(root, "one");
    expect(isBuilt(root, "one")).toBe(true);
    expect(isBuilt(root, "two")).toBe(false);
  });

  test("whatever lies beside it that the command does not stand on", () => {
    const root = temporaryFolder({ ...built, "packages/bench/tsconfig.build.json": "{}" });
    markBuilt(root, "one");
    expect(isBuilt(root, "one")).toBe(true);
  });

  test("as long as it lies there", () => {
    const root = temporaryFolder(built);
    markBuilt(root, "one");
    rmSync(join(root, "packages/p/dist"), { recursive: true });
    expect(isBuilt(root, "one")).toBe(false);
  });
});
