import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { applyDifference, difference } from "./difference.mjs";

const generated = {
  "packages/p/src/gen/a.ts": "a",
  "packages/p/src/gen/deep/b.ts": "b",
  "docs/d.md": "d",
};

describe("what was generated is held against the tree", () => {
  test("the same", () => {
    expect(difference(temporaryFolder(generated), temporaryFolder(generated))).toEqual([]);
  });

  const tree = {
    "packages/p/src/gen/a.ts": "edited by hand",
    "packages/p/src/gen/deep/old.ts": "from a file that is gone",
    "packages/p/src/index.ts": "written",
    "docs/README.md": "written",
    "docs/d.md": "d",
  };
  const found = [
    { kind: "changed", path: "packages/p/src/gen/a.ts" },
    { kind: "new", path: "packages/p/src/gen/deep/b.ts" },
    { kind: "stale", path: "packages/p/src/gen/deep/old.ts" },
  ];

  test("changed, new, and stale in a folder of generated files only", () => {
    expect(difference(temporaryFolder(generated), temporaryFolder(tree))).toEqual(found);
  });

  test("applied, nothing differs and what was written stands", () => {
    const [fresh, target] = [temporaryFolder(generated), temporaryFolder(tree)];
    applyDifference(difference(fresh, target), fresh, target);
    expect(difference(fresh, target)).toEqual([]);
    expect(existsSync(join(target, "packages/p/src/gen/deep/old.ts"))).toBe(false);
    expect(readFileSync(join(target, "packages/p/src/index.ts"), "utf8")).toBe("written");
    expect(readFileSync(join(target, "docs/README.md"), "utf8")).toBe("written");
  });
});
