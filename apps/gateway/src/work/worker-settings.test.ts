import { describe, expect, test } from "vitest";
import { SettingsError } from "../settings/settings-error.ts";
import { runWorker } from "./run-worker.ts";
import { resolveWorkerSettings } from "./worker-settings.ts";

const database = "postgres://ledger@127.0.0.1:1/runledger";
const needed = ["--database", database, "--plugins", "process"];

function problemsOf(args: string[], environment: Record<string, string> = {}): readonly string[] {
  try {
    resolveWorkerSettings(args, environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe("the settings of a worker", () => {
  test("stand beside those of the gateway in the environment, and not on its command line", () => {
    expect(problemsOf(needed, { RUNLEDGER_PORT: "1" })).toEqual([]);
    expect(problemsOf([...needed, "--port", "1"])).toEqual([
      "--port is a setting of the gateway, and means nothing to a worker.",
    ]);
  });

  test.each([
    [["--plugins", "process"], /^--database is no PostgreSQL server/],
    [["--plugins", "process", "--database", "ledger.db"], /^--database is no PostgreSQL server/],
    [["--database", database], /^--plugins isn't given: .* run commands here as /],
    [
      ["--database", database, "--plugins", "bash"],
      /has to be none, or words out of process, http/,
    ],
  ])("%j lack something that is said", (args, problem) => {
    expect(problemsOf(args)).toEqual([expect.stringMatching(problem)]);
  });

  test("are told by its help, without those of the gateway", async () => {
    let out = "";
    const host = { args: ["--help"], environment: {}, error: () => {} };
    const code = await runWorker(
      { ...host, out: (text) => (out += text) },
      new AbortController().signal,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/--plugins WORDS[\s\S]*--concurrency NUMBER/);
    expect(out).not.toContain("--port ");
  });

  test("that name a server which isn't there end it with 1", async () => {
    let error = "";
    const host = { args: needed, environment: {}, out: () => {} };
    const code = await runWorker(
      { ...host, error: (text) => (error += text) },
      new AbortController().signal,
    );
    expect(code).toBe(1);
    expect(error).toContain("--database");
  });
});
