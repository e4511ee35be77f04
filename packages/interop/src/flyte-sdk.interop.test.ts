import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../scripts/testing/temporary-folder.ts";
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

/** Calls an RPC as Connect has it, in JSON: what an engine would tell. */
async function rpc({ url }: TestGateway, method: string, message: object): Promise<any> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify(message);
  const response = await fetch(`${url}/flyteidl2.${method}`, { method: "POST", headers, body });
  const answer = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(200);
  return answer;
}

/** Where each action of a run is, as GraphQL has it. */
async function phasesOf({ ask }: TestGateway, name: string): Promise<Record<string, string>> {
  const { run } = await ask(RUN, { name });
  return Object.fromEntries(run.actions.nodes.map((action: any) => [action.name, action.phase]));
}

/** Counts watches that are open. */
async function openWatches({ url }: TestGateway): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const values = [...text.matchAll(/^runledger_watches\{.*\} (\d+)$/gm)];
  return values.reduce((sum, [, value]) => sum + Number(value), 0);
}

/** Reports on the root action of a run. */
async function report({ ask }: TestGateway, name: string, phase: string, more: object = {}) {
  const id = { run: { project: "interop", domain: "development", name }, name: "a0" };
  await ask(
    "mutation ($reports: [ReportInput!]!) { reportEvents(input: {reports: $reports}) { counts { count } } }",
    {
      reports: [{ event: { id, attempt: 1, phase, ...more } }],
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
    const read = await runProgram(join(programs ?? "", "python"), [
      join(python, "data.py"),
      gateway.endpoint,
      name,
    ]);
    expect(read.code, read.output).toBe(0);
    expect(JSON.parse(read.output.trim().split("\n").at(-1) ?? "")).toEqual({
      inputs: { n: 3 },
      outputs: [6],
      done: true,
    });
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
    const { runs } = await gateway.ask(
      "{ runs { nodes { name phase action { metadata { environmentName } } } } }",
    );
    expect(runs.nodes, created.output).toMatchObject([
      { phase: "QUEUED", action: { metadata: { environmentName: "deployed" } } },
    ]);
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

  test("its command shows conditions and logs, signals, and aborts a run and an action", async () => {
    const gateway = await startTestGateway();
    const run = { project: "interop", domain: "development", name: "told" };
    const record = async (name: string, more: object) =>
      rpc(gateway, "workflow.InternalRunService/RecordAction", {
        actionId: { run, name },
        parent: "a0",
        ...more,
      });
    await rpc(gateway, "workflow.RunService/CreateRun", { runId: run, taskSpec: {} });
    await record("gate", { condition: { name: "gate", type: { simple: "INTEGER" } } });
    await record("child", { task: { spec: { shortName: "child" } } });
    const uploaded = await rpc(gateway, "dataproxy.DataProxyService/CreateUploadLocation", {
      project: run.project,
      domain: run.domain,
      filename: "stdout",
      filenameRoot: "logs",
    });
    await fetch(uploaded.signedUrl, { method: "PUT", body: "It has begun.\n" });
    const logInfo = [{ name: "main", uri: uploaded.nativeUrl }];
    await report(gateway, "told", "RUNNING", { logInfo });

    const shown = await flyte(gateway, "get", "condition", ...PLACE, "told");
    expect(shown.output).toContain("gate");
    await flyte(gateway, "signal", "condition", ...PLACE, "told", "gate", "7");
    await flyte(gateway, "abort", "action", ...PLACE, "told", "child");
    const phases = await phasesOf(gateway, "told");
    expect(phases, shown.output).toEqual({ a0: "RUNNING", gate: "SUCCEEDED", child: "ABORTED" });
    const aborted = await flyte(gateway, "abort", "run", ...PLACE, "told", "--reason", "enough");
    expect(aborted.code, aborted.output).toBe(0);
    expect(await phasesOf(gateway, "told")).toMatchObject({ a0: "ABORTED" });
    const logs = await flyte(gateway, "get", "logs", ...PLACE, "told");
    expect(logs.output).toContain("It has begun.");
  });

  test("its watch goes on where it was when the gateway comes back", async () => {
    const database = join(temporaryFolder(), "ledger.db");
    const first = await startTestGateway({ database });
    await report(first, "followed", "RUNNING");
    const following = runProgram(join(programs ?? "", "python"), [
      join(python, "follow.py"),
      first.endpoint,
      "followed",
    ]);
    await vi.waitFor(async () => expect(await openWatches(first)).toBe(1), { timeout: 120_000 });
    await first.close();
    const second = await startTestGateway({ database, port: first.port });
    await report(second, "followed", "SUCCEEDED");
    const { code, output } = await following;
    expect(code, output).toBe(0);
    const told = output.split("\n").filter((line) => /^[a-z_]+$/.test(line));
    expect(told.at(0)).toBe("running");
    expect(told.at(-1)).toBe("succeeded");
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
