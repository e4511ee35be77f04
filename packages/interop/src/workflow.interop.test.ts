import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { runProgram } from "./testing/run-program.ts";
import { startTestGateway, type TestGateway } from "./testing/start-gateway.ts";

const programs = process.env["RUNLEDGER_FLYTE"];
const PLACE = ["--project", "interop", "--domain", "development"];
const run = { project: "interop", domain: "development", name: "hello" };

/** What the workflow of a YAML file becomes: see docs/workflows.md. */
const document = {
  name: "hello",
  tasks: {
    greet: { command: "echo", args: ["Hello!"] },
    count: {
      needs: ["greet"],
      map: [1, 2],
      run: 'echo "{\\"n\\": $N}" > "$RUNLEDGER_OUTPUTS"',
      env: { N: "${{ item }}" },
    },
    flaky: { retries: 1, run: 'test "$RUNLEDGER_ATTEMPT" -gt 1' },
    goodbye: { needs: ["count", "flaky"], condition: { prompt: "Say goodbye?" } },
  },
};

/** Runs Flyte's command against a gateway, and gives what it writes. Only on a terminal that isn't dumb are its tables wide. */
async function flyte({ endpoint }: TestGateway, ...words: string[]): Promise<string> {
  const command = join(programs ?? "", "flyte");
  const { output } = await runProgram(command, ["--endpoint", endpoint, "--insecure", ...words], {
    env: { TERM: "xterm" },
  });
  return output;
}

/** The phases of the run's actions, as GraphQL has them. */
async function phasesOf({ ask }: TestGateway): Promise<Record<string, string>> {
  const query =
    "query ($run: RunIdentifierInput!) { run(run: $run) { actions(first: 50) { nodes { name phase } } } }";
  const { nodes } = (await ask(query, { run })).run.actions;
  return Object.fromEntries(nodes.map((each: any) => [each.name, each.phase]));
}

describe.skipIf(programs === undefined)(
  "a workflow that Runledger does",
  { timeout: 280_000 },
  () => {
    test("is shown by Flyte's get run, action, logs and condition, and signalled by it", async () => {
      const gateway = await startTestGateway();
      const template = { type: "workflow", custom: { document, inputs: {} } };
      const root = { name: "a0", task: { shortName: "hello", taskTemplate: template } };
      await gateway.ask(
        "mutation ($input: CreateRunInput!) { createRun(input: $input) { outcome } }",
        {
          input: { ...run, engine: "runledger", root },
        },
      );
      const ended = { timeout: 60_000, interval: 50 };
      await vi.waitFor(
        async () => expect((await phasesOf(gateway))["goodbye"]).toBe("PAUSED"),
        ended,
      );

      expect(await flyte(gateway, "get", "condition", ...PLACE, "hello")).toContain("goodbye");
      await flyte(gateway, "signal", "condition", ...PLACE, "hello", "goodbye", "true");
      await vi.waitFor(
        async () => expect((await phasesOf(gateway))["a0"]).toBe("SUCCEEDED"),
        ended,
      );

      const phases = await phasesOf(gateway);
      const actions = await flyte(gateway, "get", "action", ...PLACE, "hello");
      for (const [name, phase] of Object.entries(phases)) {
        const line = actions.split("\n").find((each) => each.includes(name));
        expect(line, actions).toContain(phase);
      }
      expect(await flyte(gateway, "get", "run", ...PLACE, "hello")).toMatch(/succeeded/i);
      expect(await flyte(gateway, "get", "logs", ...PLACE, "hello", "greet")).toContain("Hello!");
    });
  },
);
