import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { imports, repository, withFolder, writeFiles } from "../testing/repository.ts";
import { edit, enumSource, job } from "../testing/sketch.ts";
import { pluginRules } from "./plugin-rules.ts";

// Each starts programs, and a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

const program = fileURLToPath(new URL("buf-plugin-runledger.ts", import.meta.url));
const binaries = join(repository, "node_modules", ".bin");

const head = 'syntax = "proto3";\npackage job;\nimport "runledger/lifecycle/v1/lifecycle.proto";\n';
const withEnd = edit(job, {
  RUNNING: { to: ["DONE", "FAILED", "RECOVERED"] },
  RECOVERED: { number: 5, ends: "subject", outcome: "success", starts: true },
});

/** What to put into buf.yaml. */
interface Setup {
  readonly before: string;
  readonly after: string;
  readonly breaking?: string;
  readonly options?: string;
}

/** Lets the real buf run the plugin from its sources, over two versions of one file. */
async function runBuf(command: "breaking" | "lint", setup: Setup) {
  return withFolder((folder) => {
    const sides = { before: join(folder, "before"), after: join(folder, "after") };
    for (const side of ["before", "after"] as const) {
      imports(sides[side]);
      const plugin = `plugins:\n  - plugin: buf-plugin-runledger\n${setup.options ?? ""}`;
      const config = `version: v2\nmodules:\n  - path: proto\n  - path: vendor\n${setup.breaking ?? ""}${plugin}`;
      writeFiles(sides[side], { "buf.yaml": config, "proto/job/job.proto": head + setup[side] });
    }
    const bin = linkPlugin(folder);
    const args =
      command === "lint"
        ? ["lint", "--path", "proto/job"]
        : ["breaking", "--against", sides.before];
    const { status, stdout, stderr } = spawnSync(join(binaries, "buf"), args, {
      cwd: sides.after,
      encoding: "utf8",
      env: { ...process.env, PATH: [bin, binaries, process.env["PATH"]].join(delimiter) },
    });
    return { status, output: `${stdout}${stderr}` };
  });
}

/** Puts a program of the plugin's name on the PATH, as npm does. */
function linkPlugin(folder: string): string {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const file = join(bin, "buf-plugin-runledger");
  writeFileSync(
    file,
    `#!/bin/sh\nexec "${process.execPath}" --conditions=@runledger/source "${program}" "$@"\n`,
  );
  chmodSync(file, 0o755);
  return bin;
}

function call(args: readonly string[], input = "") {
  return spawnSync(process.execPath, ["--conditions=@runledger/source", program, ...args], {
    encoding: "utf8",
    input,
  });
}

// Windows starts no script without an extension; buf finds the program that npm writes there, which a test doesn't have.
describe.skipIf(process.platform === "win32")("buf with the plugin", () => {
  test("refuses an added end on its line, with one line in buf.yaml", async () => {
    const { status, output } = await runBuf("breaking", {
      before: enumSource(job),
      after: enumSource(withEnd),
    });
    expect(output).toMatch(
      /^proto\/job\/job\.proto:16:3:PHASE_RECOVERED \(5\) is a new end: .*\(buf-plugin-runledger\)$/m,
    );
    expect(status).toBe(100);
  });

  test("takes it where only new readers count", async () => {
    const { status, output } = await runBuf("breaking", {
      before: enumSource(job),
      after: enumSource(withEnd),
      breaking: "breaking:\n  use: [WIRE_JSON, RUNLEDGER]\n",
      options: "    options:\n      mode: BACKWARD\n",
    });
    expect(output).toBe("");
    expect(status).toBe(0);
  });

  test("says what an option is when it means nothing", async () => {
    const { status, output } = await runBuf("breaking", {
      before: enumSource(job),
      after: enumSource(job),
      options: "    options:\n      mode: BACKWARDS\n",
    });
    expect(output).toContain('option mode is "BACKWARDS": use one of NONE, BACKWARD,');
    expect(status).not.toBe(0);
  });

  test("lints a lifecycle that contradicts itself", async () => {
    const { status, output } = await runBuf("lint", {
      before: enumSource(job),
      after: enumSource(edit(job, { DONE: { to: ["FAILED"] } })),
    });
    expect(output).toMatch(/job\.proto:\d+:3:It is terminal, and yet followed by PHASE_FAILED/);
    expect(status).toBe(100);
  });
});

describe("the plugin", () => {
  test("speaks the protocol's version 1", () => {
    expect(call(["--protocol"]).stdout.trim()).toBe("1");
    expect(JSON.parse(call(["--spec", "--format", "json"]).stdout)).toEqual({
      procedures: ["Check", "ListRules", "ListCategories"].map((name) => ({
        path: `/buf.plugin.check.v1.CheckService/${name}`,
      })),
    });
  });

  test("lists its rules in JSON too, without a request", () => {
    const { stdout } = call(["/buf.plugin.check.v1.CheckService/ListRules", "--format", "json"]);
    const { value } = JSON.parse(stdout) as { value: { rules: { id: string }[] } };
    expect(value.rules.map(({ id }) => id)).toEqual(pluginRules.map(({ id }) => id));
  });

  test("refuses a procedure that it doesn't have", () => {
    const { stdout } = call(["/none", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 12 } });
  });

  test("says what it is for when a person starts it", () => {
    const { status, stderr } = call([]);
    expect(status).toBe(2);
    expect(stderr).toContain("- plugin: buf-plugin-runledger");
  });

  test("names its rules as buf wants them", () => {
    for (const { id, purpose } of pluginRules) {
      expect(id).toMatch(/^[A-Z0-9][A-Z0-9_]{1,62}[A-Z0-9]$/);
      expect(purpose).toMatch(/^[A-Z].{0,254}\.$/);
    }
  });
});
