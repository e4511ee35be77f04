import { expect, test } from "vitest";
import { reachableEntries } from "./reachable-entries.mjs";

const packages = {
  "": {},
  "packages/p": { dependencies: { a: "^1", "@runledger/q": "0.1.0" } },
  "packages/q": { dependencies: { b: "^1" } },
  "packages/other": { dependencies: { unrelated: "^1" } },
  "packages/p/node_modules/a": {
    version: "1.0.0",
    peerDependencies: { c: "*", d: "*" },
    peerDependenciesMeta: { d: { optional: true } },
  },
  "node_modules/@runledger/q": { link: true, resolved: "packages/q" },
  "node_modules/a": { version: "2.0.0" },
  "node_modules/b": { version: "1.0.0", optionalDependencies: { "@s/e": "*", missing: "*" } },
  "node_modules/b/node_modules/@s/e": { version: "1.0.0", dependencies: { f: "*" } },
  "node_modules/b/node_modules/f": { version: "1.0.0", dependencies: { b: "*" } },
  "node_modules/c": { version: "1.0.0" },
  "node_modules/d": { version: "1.0.0" },
  "node_modules/f": { version: "2.0.0" },
  "node_modules/unrelated": { version: "1.0.0" },
};

test("what is reached is what Node would find", () => {
  expect([...reachableEntries(packages, ["packages/p"])].toSorted()).toEqual([
    "node_modules/b",
    "node_modules/b/node_modules/@s/e",
    "node_modules/b/node_modules/f",
    "node_modules/c",
    "packages/p",
    "packages/p/node_modules/a",
    "packages/q",
  ]);
});
