import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { findBreaking, keepAsReleased } from "./find-breaking.mjs";

const schema = "proto/shop/v1/order.proto";
const manifest = "packages/proto/src/gen/lifecycle.json";
const lifecycles = (version: number, fingerprint: string): string =>
  JSON.stringify({ version: 1, lifecycles: [{ enum: "shop.v1.Status", version, fingerprint }] });

/** A repository with a protocol on its branch main. */
function repository(): string {
  const folder = temporaryFolder({
    [schema]: 'syntax = "proto3";\npackage shop.v1;\nmessage Order {\n  string name = 1;\n}\n',
    [manifest]: lifecycles(1, "sha256:a"),
  });
  const git = (...args: string[]): unknown =>
    execFileSync("git", args, { cwd: folder, stdio: "pipe" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git(
    "-c",
    "user.name=test",
    "-c",
    "user.email=test@example.com",
    "commit",
    "--quiet",
    "-m",
    "first",
  );
  return folder;
}

function edit(folder: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(folder, path), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(folder, path), text.replace(from, to));
}

describe("a change of the protocol", () => {
  test("that breaks nothing is fine, and what is missing is said", () => {
    const folder = repository();
    edit(folder, schema, "name = 1;", "name = 1;\n  string note = 2;");
    expect(findBreaking(folder)).toEqual({
      said: ["there is no last release to compare with"],
      broken: [],
    });
  });

  test("that breaks readers of main is refused at its line", () => {
    const folder = repository();
    edit(folder, schema, "name = 1", "name = 2");
    const { broken } = findBreaking(folder);
    expect(broken).toEqual([
      expect.stringMatching(/^for readers of the branch main:\n.*order\.proto:3:1:.*"1".*"name"/),
    ]);
  });

  test("that breaks readers of the last release is refused, though main has it already", () => {
    const folder = repository();
    keepAsReleased(folder);
    edit(folder, schema, "string name", "int32 name");
    execFileSync(
      "git",
      [
        "-c",
        "user.name=test",
        "-c",
        "user.email=test@example.com",
        "commit",
        "--quiet",
        "-am",
        "second",
      ],
      { cwd: folder, stdio: "pipe" },
    );
    const { said, broken } = findBreaking(folder);
    expect(said).toEqual([]);
    expect(broken).toEqual([
      expect.stringMatching(/^for readers of the last release:\n.*"string".*"int32"/),
    ]);
  });

  test("of what a lifecycle allows is refused until it has the next version", () => {
    const folder = repository();
    writeFileSync(join(folder, manifest), lifecycles(1, "sha256:b"));
    expect(findBreaking(folder).broken).toEqual([
      "for readers of the branch main:\nThe lifecycle of shop.v1.Status allows something else than before, and its version is 1, which was 1. Set it to 2.",
    ]);
    writeFileSync(join(folder, manifest), lifecycles(2, "sha256:b"));
    expect(findBreaking(folder).broken).toEqual([]);
  });

  test("is compared with main as it was last fetched, where there is no other", () => {
    const folder = repository();
    const git = (...args: string[]): unknown =>
      execFileSync("git", args, { cwd: folder, stdio: "pipe" });
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("switch", "--quiet", "-c", "work");
    git("branch", "--quiet", "-D", "main");
    edit(folder, schema, "name = 1", "name = 2");
    expect(findBreaking(folder).broken).toHaveLength(1);
  });

  test("outside of git has nothing to be compared with", () => {
    const folder = temporaryFolder({
      [schema]: 'syntax = "proto3"; package shop.v1; message Order {}',
      [manifest]: lifecycles(1, "sha256:a"),
    });
    expect(findBreaking(folder)).toEqual({
      said: ["there is no last release to compare with", "there is no branch main to compare with"],
      broken: [],
    });
  });
});
