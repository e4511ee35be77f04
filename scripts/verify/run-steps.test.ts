import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { runSteps } from "./run-steps.mjs";
import type { Step } from "./steps.mjs";

function step(name: string, script: string, more: Partial<Step> = {}): Step {
  return { name: `test-${name}`, command: ["node", "--eval", script], ...more };
}

async function run(steps: readonly Step[], stop = new AbortController()) {
  const lines: string[] = [];
  const results = await runSteps(steps, 2, (line) => lines.push(line), stop.signal);
  return { results, lines };
}

describe("steps run, and say how it went", () => {
  test("a step that is fine prints a line and no log", async () => {
    const { results, lines } = await run([step("fine", "console.log('chatter')")]);
    expect(results).toMatchObject([{ name: "test-fine", ok: true }]);
    expect(lines).toEqual([expect.stringMatching(/^ok +test-fine +\d/)]);
  });

  test("a step that is fine says what it has left out", async () => {
    const script = "console.log('chatter'); console.warn('Left out: the hard part.')";
    const { lines } = await run([step("fine", script)]);
    expect(lines).toEqual([expect.stringMatching(/^ok [^\n]*\n +Left out: the hard part\.$/)]);
  });

  test("a step that fails prints its whole log", async () => {
    const { results, lines } = await run([
      step("bad", "console.log('out'); console.error('err'); process.exit(3)"),
    ]);
    expect(results).toMatchObject([{ name: "test-bad", ok: false }]);
    expect(lines.join()).toMatch(/FAILED +test-bad[^]*out[^]*err/);
  });

  test("a program that is not there fails its step and no other", async () => {
    const missing = { name: "test-missing", command: ["node", "no-such-program-anywhere.mjs"] };
    const { results } = await run([missing, step("fine", "")]);
    expect(Object.fromEntries(results.map(({ name, ok }) => [name, ok]))).toEqual({
      "test-missing": false,
      "test-fine": true,
    });
  });

  test("what stands on a failed step is not run, and counts as failed", async () => {
    const after = step("after", "", { after: ["test-bad"] });
    const last = step("last", "", { after: ["test-after"] });
    const { results } = await run([step("bad", "process.exit(1)"), after, last]);
    expect(results.map(({ name, ok }) => [name, ok])).toEqual([
      ["test-bad", false],
      ["test-after", false],
      ["test-last", false],
    ]);
    expect(results[1]?.log).toContain('"test-bad" failed');
  });

  test("a step that wants to be alone runs when the others are done", async () => {
    const { results } = await run([
      step("alone", "", { alone: true }),
      step("a", ""),
      step("b", ""),
    ]);
    expect(results.map(({ name }) => name)[2]).toBe("test-alone");
  });

  test.skipIf(process.platform === "win32")(
    "stopped, what runs ends with all that it started, and nothing else begins",
    async () => {
      const stop = new AbortController();
      // The child starts another one and says so through a file, which is what the test waits for.
      const folder = temporaryFolder();
      const script = `
      const { spawn } = require("node:child_process");
      const { writeFileSync, renameSync } = require("node:fs");
      const child = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1000)"]);
      writeFileSync("${join(folder, "new")}", String(child.pid));
      renameSync("${join(folder, "new")}", "${join(folder, "pid")}");
      setInterval(() => {}, 1000);
    `;
      const started = vi.waitUntil(() => existsSync(join(folder, "pid")), { timeout: 10_000 });
      const running = run([step("endless", script), step("next", "", { alone: true })], stop);
      await started;
      stop.abort();
      const { results } = await running;
      expect(results.map(({ name, ok }) => [name, ok])).toEqual([["test-endless", false]]);
      const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
      await vi.waitUntil(() => !isAlive(pid), { timeout: 10_000 });
    },
  );
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that ended and whose parent is gone may stay in the table for a moment: then it is a zombie.
    return (
      process.platform !== "linux" ||
      !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))
    );
  } catch {
    return false;
  }
}
