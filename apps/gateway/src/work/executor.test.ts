import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@bufbuild/protobuf";
import { ActionPhase } from "@runledger/proto";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { createDatabase } from "@runledger/store/testing";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";
import { rpcClient } from "../testing/rpc-client.ts";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";
import { runWorker } from "./run-worker.ts";

const timeout = 60_000;
const place = { project: "p", domain: "d" };
const shell = (script: string) => ({ command: ["sh", "-c", script] });

/** Creates a run over GraphQL. Without an engine it is nobody's. */
async function create(
  { send }: TestGateway,
  name: string,
  type: string,
  { engine = "runledger", custom = {} }: { engine?: string; custom?: object } = {},
): Promise<void> {
  const root = { name: "a0", task: { shortName: name, taskTemplate: { type, custom } } };
  const { errors } = await send(
    "mutation ($input: CreateRunInput!) { createRun(input: $input) { outcome } }",
    { input: { ...place, name, engine, root } },
  );
  expect(errors).toEqual([]);
}

interface Shown {
  readonly phase: string;
  readonly logs: readonly string[];
  readonly error: { readonly kind: string; readonly message: string } | null;
}

/** Reads the root action of a run over GraphQL. */
async function show({ send }: TestGateway, name: string): Promise<Shown> {
  const { data, errors } = await send(
    "query ($id: ActionIdentifierInput!) { action(action: $id) { phase attempts { error { kind message } logInfo { uri } } } }",
    { id: { run: { ...place, name }, name: "a0" } },
  );
  expect(errors).toEqual([]);
  const { attempts, phase } = data.action;
  const last = attempts.at(-1);
  const logs = last.logInfo.map(({ uri }: { uri: string }) => uri);
  return { phase, error: last.error, logs };
}

async function ended(gateway: TestGateway, name: string): Promise<Shown> {
  await expect
    .poll(async () => (await show(gateway, name)).phase, { timeout, interval: 20 })
    .toMatch(/SUCCEEDED|FAILED/);
  return show(gateway, name);
}

describe("a gateway on its own database", { timeout }, () => {
  test("does the work of a run that is given to it, and fails what it has no plugin for", async () => {
    const gateway = await startTestGateway({ executor: undefined });
    expect(gateway.executor?.plugins).toEqual(["process"]);
    await create(gateway, "hello", "process", { custom: shell("echo hello") });
    const { logs, phase } = await ended(gateway, "hello");
    expect(phase).toBe("SUCCEEDED");
    const printed = await Promise.all(logs.map((uri) => readFile(fileURLToPath(uri), "utf8")));
    expect(printed).toContain("hello\n");
    await create(gateway, "spark", "spark");
    expect(await ended(gateway, "spark")).toMatchObject({
      phase: "FAILED",
      error: { kind: "USER", message: expect.stringContaining('no plugin takes "spark"') },
    });
  });

  test("leaves alone what nobody gave to it", async () => {
    const gateway = await startTestGateway({ executor: undefined });
    const custom = shell("echo hello");
    await create(gateway, "nobodys", "process", { engine: "", custom });
    await create(gateway, "anothers", "process", { engine: "argo", custom });
    await create(gateway, "own", "process", { custom });
    await ended(gateway, "own");
    expect((await show(gateway, "nobodys")).phase).toBe("QUEUED");
    expect((await show(gateway, "anothers")).phase).toBe("QUEUED");
  });

  test("does what Flyte's CreateRun asks for, if it can, and else leaves it to those who report", async () => {
    const gateway = await startTestGateway({ executor: undefined });
    const runs = rpcClient(RunService, gateway);
    const createRun = (name: string, type: string, custom: JsonObject) =>
      runs.createRun({
        id: { case: "runId", value: { ...place, name } },
        task: { case: "taskSpec", value: { taskTemplate: { type, custom } } },
      });
    await createRun("python", "python", {});
    await createRun("command", "process", shell("exit 0"));
    await ended(gateway, "command");
    const { details } = await runs.getRunDetails({ runId: { ...place, name: "command" } });
    expect(details?.action?.status?.phase).toBe(ActionPhase.SUCCEEDED);
    expect((await show(gateway, "python")).phase).toBe("QUEUED");
  });

  test("that is told not to does none", async () => {
    const gateway = await startTestGateway({ executor: false, workerTaskTypes: ["process"] });
    expect(gateway.executor).toBeUndefined();
    const runs = rpcClient(RunService, gateway);
    await runs.createRun({
      id: { case: "runId", value: { ...place, name: "r" } },
      task: { case: "taskSpec", value: { taskTemplate: { type: "process" } } },
    });
    // It is given to workers all the same, since there are said to be some.
    const { data } = await gateway.send(
      'query { run(run: {project: "p", domain: "d", name: "r"}) { engine } }',
    );
    expect(data.run.engine).toBe("runledger");
  });
});

const server = inject("postgres");

describe.skipIf(server === undefined)("workers beside a gateway on PostgreSQL", { timeout }, () => {
  test("do its work until they are told to stop", async () => {
    const database = await createDatabase(server?.url ?? "");
    onTestFinished(() => database[Symbol.asyncDispose]());
    const gateway = await startTestGateway({ database: database.url, executor: undefined });
    expect(gateway.executor).toBeUndefined();
    const stop = new AbortController();
    const started = Promise.withResolvers<string>();
    const args = ["--database", database.url, "--plugins", "process", "--log-level", "silent"];
    const worked = runWorker(
      {
        args: [...args, "--work-folder", temporaryFolder()],
        environment: { RUNLEDGER_PORT: "8091" },
        out: (text) => started.resolve(text),
        error: (text) => started.reject(new Error(text)),
      },
      stop.signal,
    );
    expect(await started.promise).toMatch(/^Working on PostgreSQL .*: process, below /);
    await create(gateway, "hello", "process", { custom: shell("exit 0") });
    await create(gateway, "spark", "spark");
    expect((await ended(gateway, "hello")).phase).toBe("SUCCEEDED");
    stop.abort();
    expect(await worked).toBe(0);
    // Perhaps another worker takes it.
    expect((await show(gateway, "spark")).phase).toBe("QUEUED");
  });
});
