// Flyte 1's documented commands, as its users type them: curl against REST, grpcurl by reflection.

import { describe, expect, test } from "vitest";
import { runProgram } from "./testing/run-program.ts";
import { startTestGateway, type TestGateway } from "./testing/start-gateway.ts";

const grpcurl = process.env["RUNLEDGER_GRPCURL"];
const curl = await runProgram("curl", ["--version"]);

const place = { project: "flytesnacks", domain: "development" };
const id = (resourceType: string, name: string) => ({
  resourceType,
  ...place,
  name,
  version: "v1",
});
const task = id("TASK", "shop.train");
const workflow = id("WORKFLOW", "shop.flow");
const plan = id("LAUNCH_PLAN", "shop.flow");
const inputs = { variables: { name: { type: { simple: "STRING" } } } };
const ann = { literals: { name: { scalar: { primitive: { stringValue: "Ann" } } } } };

/** Calls curl with a path and, where there is something to send, its JSON. Gives the status and the JSON that came back. */
async function ask(gateway: TestGateway, method: string, path: string, body?: object) {
  const words = ["-sS", "-X", method, "-w", "\n%{http_code}", `${gateway.url}/api/v1/${path}`];
  const sent = body === undefined ? [] : ["-d", JSON.stringify(body)];
  const { output } = await runProgram("curl", [...words, ...sent]);
  const at = output.lastIndexOf("\n");
  return { status: Number(output.slice(at)), body: JSON.parse(output.slice(0, at)) as unknown };
}

/** Registers a task, a workflow of it and a launch plan. */
async function register(gateway: TestGateway): Promise<void> {
  const template = { type: "python-task", interface: { inputs } };
  const nodes = ["n0", "n1"].map((node) => ({ id: node, taskNode: { referenceId: task } }));
  for (const [path, sent] of [
    ["tasks", { id: task, spec: { template } }],
    ["workflows", { id: workflow, spec: { template: { interface: { inputs }, nodes } } }],
    ["launch_plans", { id: plan, spec: { workflowId: workflow } }],
  ] as const) {
    expect(await ask(gateway, "POST", path, sent)).toEqual({ status: 200, body: {} });
  }
}

/** Tells, as Flyte's engine does, that a node is in a phase. */
function tellNode(gateway: TestGateway, execution: string, nodeId: string, phase: string) {
  const executionId = { ...place, name: execution };
  const occurredAt = "2026-01-02T03:04:05Z";
  const event = { id: { nodeId, executionId }, phase, occurredAt, producerId: "propeller" };
  return ask(gateway, "POST", "events/nodes", { event });
}

/** The same of an execution. */
function tellExecution(gateway: TestGateway, name: string, phase: string) {
  const executionId = { ...place, name };
  const event = { executionId, phase, occurredAt: "2026-01-02T03:04:05Z", producerId: "propeller" };
  return ask(gateway, "POST", "events/workflows", { event });
}

const created = (name: string) => ({
  ...place,
  name,
  spec: { launchPlan: plan, metadata: { mode: "MANUAL" } },
  inputs: ann,
});
const path = (...words: string[]) => [...words, place.project, place.domain].join("/");

describe.skipIf(curl.code !== 0)("curl", { timeout: 120_000 }, () => {
  test("creates an execution, reads it, its nodes and their data, ends it with a cause, recovers it", async () => {
    const gateway = await startTestGateway();
    await register(gateway);
    const own = { ...place, name: "one" };
    const one = await ask(gateway, "POST", "executions", created("one"));
    expect(one).toMatchObject({ status: 200, body: { id: own } });
    expect(await ask(gateway, "POST", "executions", created("one"))).toMatchObject({ status: 409 });
    expect(await tellExecution(gateway, "one", "RUNNING")).toMatchObject({ status: 200 });
    expect(await tellNode(gateway, "one", "n0", "RUNNING")).toMatchObject({ status: 200 });
    expect(await tellNode(gateway, "one", "n0", "SUCCEEDED")).toMatchObject({ status: 200 });
    expect(await tellNode(gateway, "one", "n1", "RUNNING")).toMatchObject({ status: 200 });
    expect(await ask(gateway, "GET", `${path("executions")}?limit=10`)).toMatchObject({
      body: { executions: [{ id: own, closure: { workflowId: { name: "shop.flow" } } }] },
    });
    const nodes = await ask(gateway, "GET", `${path("node_executions")}/one?limit=10`);
    expect(nodes).toMatchObject({
      body: {
        nodeExecutions: [
          { id: { nodeId: "n0" }, closure: { phase: "SUCCEEDED" } },
          { id: { nodeId: "n1" }, closure: { phase: "RUNNING" } },
        ],
      },
    });
    const data = await ask(gateway, "GET", `${path("data/executions")}/one`);
    expect(data).toMatchObject({ body: { fullInputs: ann } });
    expect(await ask(gateway, "GET", `${path("data/node_executions")}/one/n0`)).toMatchObject({
      status: 200,
    });
    const ended = await ask(gateway, "DELETE", `${path("executions")}/one`, { cause: "too slow" });
    expect(ended).toMatchObject({ status: 200 });
    expect(await ask(gateway, "GET", `${path("executions")}/one`)).toMatchObject({
      body: { closure: { phase: "ABORTED", abortMetadata: { cause: "too slow" } } },
    });
    const recover = { id: own, name: "two" };
    expect(await ask(gateway, "POST", "executions/recover", recover)).toMatchObject({
      body: { id: { name: "two" } },
    });
    const recovered = await ask(gateway, "GET", `${path("node_executions")}/two?limit=10`);
    expect(recovered).toMatchObject({
      body: { nodeExecutions: [{ id: { nodeId: "n0" }, closure: { phase: "RECOVERED" } }] },
    });
    const { run } = await gateway.ask(
      `{ run(run: { project: "flytesnacks", domain: "development", name: "one" }) { phase workflowPhase } }`,
    );
    expect(run).toEqual({ phase: "ABORTED", workflowPhase: "ABORTED" });
  });
});

describe.skipIf(grpcurl === undefined)("grpcurl", { timeout: 120_000 }, () => {
  test("creates and terminates an execution by reflection", async () => {
    const gateway = await startTestGateway();
    await register(gateway);
    const call = (method: string, message: object) =>
      runProgram(grpcurl ?? "", [
        "-plaintext",
        "-d",
        JSON.stringify(message),
        gateway.endpoint,
        `flyteidl.service.AdminService/${method}`,
      ]);
    const one = await call("CreateExecution", created("one"));
    expect(JSON.parse(one.output)).toEqual({ id: { ...place, name: "one" } });
    const own = { id: { ...place, name: "one" }, cause: "by mistake" };
    expect(await call("TerminateExecution", own)).toMatchObject({ code: 0 });
    const { output } = await call("GetExecution", { id: own.id });
    expect(JSON.parse(output)).toMatchObject({
      closure: { abortMetadata: { cause: "by mistake" } },
    });
  });
});
