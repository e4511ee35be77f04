import { describe, expect, it } from "vitest";
import { run } from "../command/run.ts";
import { GatewayProcess } from "../testing/gateway-process.ts";
import { testHost } from "../testing/test-host.ts";

/** Runs a command line. @returns the exit code and what was written */
async function call(...words: string[]) {
  const { host, stdout, stderr } = testHost();
  return { code: await run(words, host), stdout: stdout.text, stderr: stderr.text };
}

const input = {
  project: "default",
  domain: "development",
  name: "sleeper",
  engine: "runledger",
  root: {
    name: "a0",
    task: { taskTemplate: { type: "process", custom: { command: ["sleep", "600"] } } },
  },
};

describe("runledger abort", { timeout: 60_000 }, () => {
  it("aborts a run's work, and runs shows how far that has come", async () => {
    await using gateway = await GatewayProcess.start();
    const to = ["--to", gateway.url];
    await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        query: "mutation ($input: CreateRunInput!) { createRun(input: $input) { outcome } }",
        variables: { input },
      }),
    });
    const list = async (): Promise<string> => (await call("runs", ...to)).stdout;
    await expect.poll(list, { timeout: 30_000 }).toMatch(/sleeper .* running/);
    const aborted = await call("abort", "sleeper", "--reason", "enough", ...to);
    expect(aborted).toMatchObject({ code: 0, stdout: "aborted: 1 actions; abort requested\n" });
    await expect.poll(list, { timeout: 30_000 }).toMatch(/sleeper .* aborted.* abort confirmed/);
    expect((await call("abort", "sleeper", ...to)).stdout).toMatch(/requested before/);
    expect((await call("abort", "sleeper", "--retry", ...to)).stdout).toMatch(/^nothing to do/);
    const missing = await call("abort", "nobody", "--action", "a0", ...to);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain("nobody");
  });
});
