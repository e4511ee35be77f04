import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { chooseNode } from "./choose-node.mjs";
import { root } from "./root.mjs";

beforeEach(() => {
  vi.stubEnv("DEVELOP_WITH", undefined);
  vi.stubEnv("npm_node_execpath", undefined);
});

afterEach(() => vi.unstubAllEnvs());

describe("the Node to develop with", () => {
  test("is the one in node_modules", () => {
    const node = chooseNode(root);
    expect(node).toMatchObject({
      kind: "found",
      directory: expect.stringContaining(join(root, "node_modules")),
    });
  });

  test("is the machine's own where none is bundled for its platform", () => {
    const elsewhere = temporaryFolder({ "node_modules/.package-lock.json": "{}" });
    expect(chooseNode(elsewhere)).toMatchObject({
      kind: "found",
      file: process.execPath,
      isCurrent: true,
    });
  });

  test("is the one that npm runs on where the machine's is asked for", () => {
    vi.stubEnv("DEVELOP_WITH", "machine");
    vi.stubEnv("npm_node_execpath", import.meta.filename);
    const node = chooseNode(root);
    const bundled = process.execPath.startsWith(join(root, "node_modules"));
    expect(node).toMatchObject({
      kind: "found",
      file: bundled ? import.meta.filename : process.execPath,
    });
  });

  test("cannot be an old one: the message says what to install", () => {
    vi.spyOn(process, "versions", "get").mockReturnValue({ ...process.versions, node: "20.20.2" });
    const node = chooseNode(temporaryFolder({ "node_modules/.package-lock.json": "{}" }));
    expect(node).toMatchObject({
      kind: "none",
      reason: expect.stringMatching(/Node 20\.20\.2 is too old.*22\.18/),
    });
  });
});
