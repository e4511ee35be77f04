import { expect, test } from "vitest";
import { lockedVersions } from "./locked-versions.mjs";

test("a package that is there in one version only is pinned to it", () => {
  const packages = {
    "": { version: "0.0.0" },
    "packages/p": { version: "0.1.0" },
    "node_modules/@runledger/p": { link: true },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/@s/b": { version: "2.0.0" },
    "node_modules/c": { version: "3.0.0" },
    "node_modules/a/node_modules/c": { version: "4.0.0" },
    "node_modules/a/node_modules/@s/d": { version: "5.0.0" },
    "node_modules/e/node_modules/@s/d": { version: "5.0.0" },
  };
  expect(lockedVersions(packages)).toEqual({ a: "1.0.0", "@s/b": "2.0.0", "@s/d": "5.0.0" });
});
