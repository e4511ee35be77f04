// What the package exports: all that is generated, under names that don't collide. `export *` drops
// colliding names without a word, and a hand-written list forgets new files.

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as everything from "./index.ts";

const folder = new URL("gen/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts"))
  .toSorted();

async function load(path: string): Promise<Record<string, unknown>> {
  return (await import(/* @vite-ignore */ new URL(path, import.meta.url).href)) as Record<
    string,
    unknown
  >;
}

function typesIn(file: string): string[] {
  const source = readFileSync(new URL(file, folder), "utf8");
  return [...source.matchAll(/^export type (\w+)/gm)].map(([, name = ""]) => name);
}

/** The subpath that exports a generated file: its folder, which is its package. */
const subpathOf = (path: string): string =>
  path.replace(/^runledger\//, "").replace(/\/[^/]+$/, "");

/** Services of others use names that ours use too, so they are had by their subpath alone. */
const isOurs = (path: string): boolean => path.startsWith("runledger/");

describe("each generated file", () => {
  test("is there", () => {
    expect(files.length).toBeGreaterThan(10);
  });

  test.for(files)("%s is exported, whole", async (path) => {
    const generated = await load(`./gen/${path}`);
    const subpath = await load(`./${subpathOf(path)}.ts`);
    for (const [name, value] of Object.entries(generated)) {
      expect({ name, same: subpath[name] === value }).toEqual({ name, same: true });
      const here = !isOurs(path) || Reflect.get(everything, name) === value;
      expect({ name, here }).toEqual({ name, here: true });
    }
  });

  test.for(files)("%s exports types that no other file beside it exports", (path) => {
    const beside = files.filter(
      (other) =>
        other !== path && (isOurs(path) ? isOurs(other) : subpathOf(other) === subpathOf(path)),
    );
    const others = new Set(beside.flatMap(typesIn));
    expect(typesIn(path).filter((name) => others.has(name))).toEqual([]);
  });
});

describe("the package", () => {
  test("declares a subpath for each package of the protocol", () => {
    const { exports } = JSON.parse(
      readFileSync(new URL("../package.json", import.meta.url), "utf8"),
    ) as { exports: Record<string, unknown> };
    const declared = Object.keys(exports).filter((path) => /^\.\/[\w/]+$/.test(path));
    const generated = files.map((path) => `./${subpathOf(path)}`);
    expect(declared.toSorted()).toEqual([...new Set(generated)].toSorted());
  });
});
