// `buf curl`, which the repository has anyway.

import { describe, expect, test } from "vitest";
import { runProgram } from "./testing/run-program.ts";
import { startTestGateway, type TestGateway } from "./testing/start-gateway.ts";

const service = "flyteidl2.workflow.RunService";
const runId = { project: "p", domain: "d", name: "r" };
const H2 = "--http2-prior-knowledge";

const curl = ({ url }: TestGateway, words: readonly string[], path = "", message?: object) =>
  runProgram("buf", [
    "curl",
    ...words,
    ...(message === undefined ? [] : ["--data", JSON.stringify(message)]),
    path === "" ? url : `${url}/${path}`,
  ]);

test("buf curl finds services and methods by reflection", async () => {
  const gateway = await startTestGateway();
  const { code, output } = await curl(gateway, [H2, "--list-services"]);
  expect(code, output).toBe(0);
  expect(output.split("\n")).toEqual(expect.arrayContaining([service, "grpc.health.v1.Health"]));
  const methods = await curl(gateway, [H2, "--list-methods"]);
  expect(methods.output).toContain(`${service}/WatchRunDetails`);
});

describe.each([
  ["connect", []],
  ["grpc", [H2]],
  ["grpcweb", []],
] as const)("buf curl --protocol %s %j", (protocol, more) => {
  test("calls, is told what is wrong, and follows a stream to its end", async () => {
    const gateway = await startTestGateway();
    // Reflection takes streams in both directions, which HTTP/1 hasn't: there the schema is the repository's.
    const schema = more.length > 0 ? ["--reflect"] : ["--schema", "proto"];
    const words = ["--protocol", protocol, ...more, ...schema];
    const ask = (method: string, message: object) =>
      curl(gateway, words, `${service}/${method}`, message);
    const created = await ask("CreateRun", { runId, taskSpec: {} });
    expect(JSON.parse(created.output)).toMatchObject({ run: { action: { id: { run: runId } } } });
    const again = await ask("CreateRun", { runId, taskSpec: {} });
    expect(again.code).not.toBe(0);
    expect(JSON.parse(again.output)).toMatchObject({ code: "already_exists" });
    const watch = ask("WatchRunDetails", { runId });
    expect((await ask("AbortRun", { runId })).code).toBe(0);
    const { code, output } = await watch;
    expect(code, output).toBe(0);
    expect(output).toContain("ACTION_PHASE_ABORTED");
  });
});
