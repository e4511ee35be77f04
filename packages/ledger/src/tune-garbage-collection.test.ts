import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { FLAG, tuneGarbageCollection } from "./tune-garbage-collection.ts";

test("the engine knows the flag that is set", () => {
  const known = execFileSync(process.execPath, ["--v8-options"], { encoding: "utf8" });
  expect(known).toContain(FLAG.replace("--no-", "--"));
  tuneGarbageCollection();
});
