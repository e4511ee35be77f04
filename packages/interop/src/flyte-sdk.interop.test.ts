import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runProgram } from "./testing/run-program.ts";
import { startTestGateway, type TestGateway } from "./testing/start-gateway.ts";

const programs = process.env["RUNLEDGER_FLYTE"];
const python = fileURLToPath(new URL("../python/", import.meta.url));
const PLACE = ["--project", "interop", "--domain", "development"];

const RUN = `query ($name: String!) {
  run(run: {project: "interop", domain: "development", name: $name}) {
    phase
    actions(first: 100) {
      nodes {
        name phase
        metadata { parent group }
        attempts { attempt phase error { message kind } }
      }
    }
  }
}`;

/** Runs Flyte's command against a gateway. */
async function flyte({ endpoint }: TestGateway, ...words: string[]) {
  return runProgram(
    join(programs ?? "", "flyte"),
    ["--endpoint", endpoint, "--insecure", ...words],
    {
      cwd: python,
    },
  );
}

/** Reports on the root action of a run. */
async function report({ ask }: TestGateway, name: string, phase: string) {
  const id = { run: { project: "interop", domain: "development", name }, name: "a0" };
  await ask(
    "mutation ($reports: [ReportInput!]!) { reportEvents(input: {reports: $reports}) { counts { count } } }",
    {
      reports: [{ event: { id, attempt: 1, phase } }],
    },
  );
}

/** Runs a task of tracked.py on this machine, reported to the gateway. */
async function track(gateway: TestGateway, task: string) {
  const { output } = await flyte(
    gateway,
    "run",
    ...PLACE,
    "--tracked",
    "--tracked-strict",
    "tracked.py",
    task,
  );
  // The command doesn't say the name of a run that failed: it is the only one.
  const { runs } = await gateway.ask("{ runs { nodes { name } } }");
  const [name, ...more] = runs.nodes.map((run: any) => run.name);
  expect([name, more], output).toEqual([expect.any(String), []]);
  return { name, output };
}

describe.skipIf(programs === undefined)("flyte-sdk", { timeout: 280_000 }, () => {
  test("a script that is run with --tracked is in the ledger whole: tree, groups, trace, retry, outputs", async () => {
    const gateway = await startTestGateway();
    const { name, output } = await track(gateway, "main");
    expect(output).toContain("o0=6");
    const { run } = await gateway.ask(RUN, { name });
    expect(run.phase).toBe("SUCCEEDED");
    const actions: any[] = run.actions.nodes;
    expect(actions.filter(({ metadata }) => metadata.group === "squares")).toHaveLength(3);
    expect(actions.every(({ phase }) => phase === "SUCCEEDED")).toBe(true);
    expect(
      actions.filter(({ metadata }) => metadata.parent === "a0").length,
    ).toBeGreaterThanOrEqual(5);
    const retried = actions.find(({ attempts }) => attempts.length === 2);
    expect(retried?.attempts).toMatchObject([{ phase: "FAILED" }, { phase: "SUCCEEDED" }]);
    const io = await flyte(gateway, "get", "io", ...PLACE, name);
    expect(io.output).toContain("'n': 3");
    expect(io.output).toContain("o0=6");
    const listed = await flyte(gateway, "get", "action", ...PLACE, name);
    for (const { name: action } of actions) expect(listed.output).toContain(action);
    expect((await flyte(gateway, "get", "run", ...PLACE)).output).toContain(name);
  });

  test("a run that fails says what failed, and whose mistake it was", async () => {
    const gateway = await startTestGateway();
    const { name } = await track(gateway, "broken");
    const { run } = await gateway.ask(RUN, { name });
    expect(run.phase).toBe("FAILED");
    const [root] = run.actions.nodes;
    expect(root.attempts.at(-1).error).toMatchObject({
      kind: "USER",
      message: expect.stringContaining("ValueError"),
    });
  });

  test("a task is deployed and run by its name, and its run is driven to its end by reports", async () => {
    const gateway = await startTestGateway();
    const deployed = await flyte(
      gateway,
      "deploy",
      ...PLACE,
      "--version",
      "v1",
      "deployed.py",
      "environment",
    );
    expect(deployed.output).toContain("Deployed task deployed.square");
    const again = await flyte(
      gateway,
      "deploy",
      ...PLACE,
      "--version",
      "v1",
      "deployed.py",
      "environment",
    );
    expect(again.code, again.output).toBe(0);
    expect((await flyte(gateway, "get", "task", ...PLACE)).output).toContain("deployed.square");
    const place = [...PLACE, "--run-project", "interop", "--run-domain", "development"];
    const created = await flyte(
      gateway,
      "run",
      ...place,
      "deployed-task",
      "deployed.square",
      "--x",
      "3",
    );
    const { runs } = await gateway.ask("{ runs { nodes { name phase } } }");
    expect(runs.nodes, created.output).toMatchObject([{ phase: "QUEUED" }]);
    const [{ name }] = runs.nodes;
    expect(created.output).toContain(name);
    expect((await flyte(gateway, "get", "io", ...PLACE, name)).output).toContain("'x': 3");
    for (const phase of ["RUNNING", "SUCCEEDED"]) await report(gateway, name, phase);
    const waited = await flyte(gateway, "get", "run", ...PLACE, name);
    expect(waited.output.toLowerCase()).toContain("succeeded");
    // What has ended stays so.
    await flyte(gateway, "abort", "run", ...PLACE, name);
    expect((await gateway.ask("{ runs { nodes { phase } } }")).runs.nodes).toEqual([
      { phase: "SUCCEEDED" },
    ]);
  });

  test("its remote objects show, filter, await and abort what other surfaces have recorded", async () => {
    const { endpoint } = await startTestGateway();
    const { code, output } = await runProgram(
      join(programs ?? "", "python"),
      ["-m", "unittest", "-v", "remote_test"],
      { cwd: python, env: { RUNLEDGER_ENDPOINT: endpoint } },
    );
    expect(code, output).toBe(0);
    expect(output).toMatch(/Ran [1-9]\d* tests/);
  });
});
