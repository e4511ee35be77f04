import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { run } from "../command/run.ts";
import { testHost } from "../testing/test-host.ts";

// Each starts buf, and a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const binaries = fileURLToPath(new URL("../../../../node_modules/.bin", import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "compat-command-"));
  write("old/a.proto", "string");
  write("now/a.proto", "int32");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, type: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(
    join(folder, file),
    `syntax = "proto3";\npackage a;\nmessage A {\n  ${type} a = 1;\n}\n`,
  );
}

/** Runs `runledger compat` in a folder. @returns the exit code and what was written */
async function call(side: string, ...words: string[]) {
  const { host, stdout, stderr } = testHost({ env: { PATH: binaries } });
  const code = await run(["compat", join(folder, side), "--against", "../old", ...words], host);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

describe("runledger compat", () => {
  test("ends with 0 where nothing breaks", async () => {
    expect(await call("old")).toEqual({
      code: 0,
      stdout: "0 to mend, 0 to look at, 0 waived, 0 noted against ../old\n",
      stderr: "",
    });
  });

  test("ends with 1 where something does, and shows it on its line", async () => {
    const { code, stdout } = await call("now", "--format", "github");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=a\.proto,line=4,col=3,title=RC301 wire-broken/);
  });

  test("writes reports to files, each in the form that its end says", async () => {
    const files = ["r.json", "r.sarif", "r.xml", "r.md"].map((file) => join(folder, file));
    await call("now", "--output", ...files);
    const texts = files.map((file) => readFileSync(file, "utf8"));
    expect(texts.map((text) => text.slice(0, 5))).toEqual(['{\n  "', '{\n  "', "<?xml", "## Co"]);
  });

  test.each([
    [
      ["--format", "yaml"],
      /Allowed choices are human, json, jsonl, sarif, junit, github, markdown/,
    ],
    [["--output", "r.pdf"], /its end says no format; use one of \.json/],
    [["--buf", "/no/buf"], /--buf \/no\/buf: there is no such program/],
    [
      ["--replay", join(binaries, "buf")],
      /ActionPhase has no lifecycle to replay by: there is no such enum/,
    ],
    [["--replay", "/no/stream"], /\/no\/stream can't be read: ENOENT/],
  ])("ends with 2 for %j, and says the way out", async (words, message) => {
    const { code, stderr } = await call("now", ...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
