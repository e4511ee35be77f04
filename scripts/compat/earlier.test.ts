import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { findEarlier, keepAsReleased } from "./earlier.mjs";

const files = {
  "buf.yaml": "version: v2\nmodules:\n  - path: proto\n",
  "proto/shop/v1/order.proto": 'syntax = "proto3"; package shop.v1; message Order {}',
};

function git(folder: string, ...args: string[]): void {
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  execFileSync("git", [...author, ...args], { cwd: folder, stdio: "pipe" });
}

/** A repository with a protocol on its branch main. */
function repository(): string {
  const folder = temporaryFolder(files);
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", "first");
  return folder;
}

describe("what the schemas are held against", () => {
  test("is main, and says so where there is no release yet", () => {
    expect(findEarlier(repository())).toEqual([
      { name: "branch main", against: "refs/heads/main" },
      { name: "last release" },
    ]);
  });

  test("is the last release too, once one is kept", () => {
    const folder = repository();
    keepAsReleased(folder);
    const against = "packages/proto/released/protocol.binpb";
    expect(findEarlier(folder)[1]).toEqual({ name: "last release", against });
  });

  test("is main as it was last fetched, where there is no other", () => {
    const folder = repository();
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD");
    git(folder, "switch", "--quiet", "-c", "work");
    git(folder, "branch", "--quiet", "-D", "main");
    expect(findEarlier(folder)[0]?.against).toBe("refs/remotes/origin/main");
  });

  test("is nothing outside of git", () => {
    const [main, release] = findEarlier(temporaryFolder(files));
    expect([main?.against, release?.against]).toEqual([undefined, undefined]);
  });
});
