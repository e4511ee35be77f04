// Flyte 1's documented commands, as its users type them: curl against REST, grpcurl by reflection.

import { describe, expect, test } from "vitest";
import {
  ann,
  type Ask,
  place,
  plan,
  register,
  tellExecution,
  tellNode,
} from "./testing/flyte1-rest.ts";
import { runProgram } from "./testing/run-program.ts";
import { startTestGateway, type TestGateway } from "./testing/start-gateway.ts";

const grpcurl = process.env["RUNLEDGER_GRPCURL"];
const curl = await runProgram("curl", ["--version"]);

/** Asks a gateway with curl. */
function askWithCurl(gateway: TestGateway): Ask {
  return async (method, path, body) => {
    const words = ["-sS", "-X", method, "-w", "\n%{http_code}", `${gateway.url}/api/v1/${path}`];
    const sent = body === undefined ? [] : ["-d", JSON.stringify(body)];
    const { output } = await runProgram("curl", [...words, ...sent]);
    const at = output.lastIndexOf("\n");
    return { status: Number(output.slice(at)), body: JSON.parse(output.slice(0, at)) as unknown };
  };
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
    const ask = askWithCurl(gateway);
    await register(ask);
    const own = { ...place, name: "one" };
    const one = await ask("POST", "executions", created("one"));
    expect(one).toMatchObject({ status: 200, body: { id: own } });
    expect(await ask("POST", "executions", created("one"))).toMatchObject({ status: 409 });
    expect(await tellExecution(ask, "one", "RUNNING")).toMatchObject({ status: 200 });
    expect(await tellNode(ask, "one", "n0", "RUNNING")).toMatchObject({ status: 200 });
    expect(await tellNode(ask, "one", "n0", "SUCCEEDED")).toMatchObject({ status: 200 });
    expect(await tellNode(ask, "one", "n1", "RUNNING")).toMatchObject({ status: 200 });
    expect(await ask("GET", `${path("executions")}?limit=10`)).toMatchObject({
      body: { executions: [{ id: own, closure: { workflowId: { name: "shop.flow" } } }] },
    });
    const nodes = await ask("GET", `${path("node_executions")}/one?limit=10`);
    expect(nodes).toMatchObject({
      body: {
        nodeExecutions: [
          { id: { nodeId: "n0" }, closure: { phase: "SUCCEEDED" } },
          { id: { nodeId: "n1" }, closure: { phase: "RUNNING" } },
        ],
      },
    });
    const data = await ask("GET", `${path("data/executions")}/one`);
    expect(data).toMatchObject({ body: { fullInputs: ann } });
    expect(await ask("GET", `${path("data/node_executions")}/one/n0`)).toMatchObject({
      status: 200,
    });
    const ended = await ask("DELETE", `${path("executions")}/one`, { cause: "too slow" });
    expect(ended).toMatchObject({ status: 200 });
    expect(await ask("GET", `${path("executions")}/one`)).toMatchObject({
      body: { closure: { phase: "ABORTED", abortMetadata: { cause: "too slow" } } },
    });
    const recover = { id: own, name: "two" };
    expect(await ask("POST", "executions/recover", recover)).toMatchObject({
      body: { id: { name: "two" } },
    });
    const recovered = await ask("GET", `${path("node_executions")}/two?limit=10`);
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
    const ask = askWithCurl(gateway);
    await register(ask);
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
