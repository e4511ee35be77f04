import { describe, expect, test } from "vitest";
import { runProgram } from "./testing/run-program.ts";
import { startTestGateway, type TestGateway } from "./testing/start-gateway.ts";

const program = process.env["RUNLEDGER_GRPCURL"];

const grpcurl = ({ endpoint }: TestGateway, ...words: string[]) =>
  runProgram(program ?? "", ["-plaintext", ...words.slice(0, -1), endpoint, ...words.slice(-1)]);

const call = (gateway: TestGateway, message: object, method: string) =>
  runProgram(program ?? "", [
    "-plaintext",
    "-d",
    JSON.stringify(message),
    gateway.endpoint,
    method,
  ]);

describe.skipIf(program === undefined)("grpcurl", { timeout: 120_000 }, () => {
  test("finds services and their messages by reflection", async () => {
    const gateway = await startTestGateway();
    const { output } = await grpcurl(gateway, "list");
    expect(output.split("\n")).toEqual(
      expect.arrayContaining([
        "flyteidl2.dataproxy.DataProxyService",
        "flyteidl2.project.ProjectService",
        "flyteidl2.task.TaskService",
        "flyteidl2.workflow.RunService",
        "flyteidl2.workflow.TrackedRunService",
        "grpc.health.v1.Health",
      ]),
    );
    const described = await runProgram(program ?? "", [
      "-plaintext",
      gateway.endpoint,
      "describe",
      "flyteidl2.workflow.RunService.CreateRun",
    ]);
    expect(described.output).toContain("flyteidl2.workflow.CreateRunRequest");
  });

  test("calls, is told what is wrong, and follows a stream to its end", async () => {
    const gateway = await startTestGateway();
    const runId = { project: "p", domain: "d", name: "r" };
    const service = "flyteidl2.workflow.RunService";
    const created = await call(gateway, { run_id: runId, task_spec: {} }, `${service}/CreateRun`);
    expect(JSON.parse(created.output)).toMatchObject({
      run: { action: { id: { run: { name: "r" } } } },
    });
    const again = await call(gateway, { run_id: runId, task_spec: {} }, `${service}/CreateRun`);
    expect(again.output).toContain("AlreadyExists");
    const watch = call(gateway, { run_id: runId }, `${service}/WatchRunDetails`);
    const aborted = await call(gateway, { run_id: runId }, `${service}/AbortRun`);
    expect(aborted.code, aborted.output).toBe(0);
    const { code, output } = await watch;
    expect(code, output).toBe(0);
    expect(output).toContain("ACTION_PHASE_ABORTED");
    const health = await call(gateway, {}, "grpc.health.v1.Health/Check");
    expect(JSON.parse(health.output)).toEqual({ status: "SERVING" });
  });
});
