import { describe, expect, it } from "vitest";
import { testHost } from "../testing/test-host.ts";
import { systemClock } from "./clock.ts";
import { run } from "./run.ts";

/** Runs a command line. @returns the exit code and what was written */
async function call(...words: string[]) {
  const { host, stdout, stderr } = testHost();
  return { code: await run(words, host), stdout: stdout.text, stderr: stderr.text };
}

describe("runledger", () => {
  it.each([
    [],
    ["demo"],
    ["replay"],
    ["import"],
    ["runs"],
    ["watch"],
    ["prune"],
    ["run"],
    ["signal"],
    ["serve"],
    ["worker"],
  ])("%s --help shows examples or what the codes mean, and is no error", async (...words) => {
    const { code, stdout, stderr } = await call(...words, "--help");
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toContain("Usage: runledger");
    expect(stdout).toMatch(words.length === 0 ? /Exit codes:/ : /Examples:\n {2}\S.*\n/);
  });

  it("writes its version", async () => {
    expect(await call("--version")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });

  it.each<[string[], RegExp]>([
    [["repaly", "x"], /unknown command 'repaly'\n\(Did you mean replay\?\)/],
    [["replay"], /missing required argument 'file'\n\(runledger replay --help says more\)/],
    [["replay", "x", "--sped", "2"], /unknown option '--sped'.*\n.*--speed/],
    [
      ["replay", "x", "--speed", "fast"],
      /option '--speed <factor>' argument 'fast' is invalid\. It must be a factor above 0/,
    ],
    [
      ["replay", "x", "--failure-rate", "1"],
      /'--failure-rate <rate>' argument '1' is invalid\. It must be a number from 0 to 0\.99/,
    ],
    [
      ["import", "maven", "x"],
      /'maven' is invalid for argument 'format'\. Allowed choices are turbo-summary/,
    ],
    [
      ["replay", "/no/such/file.json"],
      /\/no\/such\/file\.json can't be used:\n {2}there is no such file/,
    ],
    [["watch", "a/b"], /'a\/b' is invalid for argument 'run'/],
    [
      ["import", "turbo-summary", "a", "b", "--run", "r"],
      /--run names one run, and there are 2 files/,
    ],
    [["runs", "--token-file", "/no/such/token"], /--token-file \/no\/such\/token can't be read/],
  ])("%j is wrong usage: code 2, and the way out", async (words, message) => {
    const { code, stdout, stderr } = await call(...words);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
  });

  it("answers with code 1, and what to do, where no gateway answers", async () => {
    const { code, stderr } = await call(
      "runs",
      "--to",
      "http://127.0.0.1:1",
      "--give-up-after",
      "0",
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: no gateway answers at http:\/\/127\.0\.0\.1:1\/graphql .*: start one with "runledger serve"/,
    );
  });

  it.each([
    ["validate", "package.json"],
    ["compat", "--against", "HEAD"],
  ])(
    "answers a mistake in this program with code 3, and says where it happened: %s",
    async (...words) => {
      const now = (): number => {
        throw new TypeError("the clock has stopped");
      };
      const clock = { ...systemClock, now };
      const { host, stderr } = testHost({ clock });
      expect(await run(words, host)).toBe(3);
      expect(stderr.text).toMatch(
        /^error: a mistake in this program: TypeError: the clock has stopped\n +at /,
      );
    },
  );
});
