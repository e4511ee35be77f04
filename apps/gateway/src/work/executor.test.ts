import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "@bufbuild/protobuf";
import { ActionPhase, type Literal } from "@runledger/proto";
import { DataProxyService } from "@runledger/proto/flyteidl2/dataproxy";
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

function primitiveOf(literal: Literal | undefined): unknown {
  const scalar = literal?.value.case === "scalar" ? literal.value.value : undefined;
  return scalar?.value.case === "primitive" ? scalar.value.value.value.value : undefined;
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
    expect(gateway.executor?.plugins).toEqual(["process", "http"]);
    await create(gateway, "hello", "process", { custom: shell("echo hello") });
    expect((await ended(gateway, "hello")).phase).toBe("SUCCEEDED");
    const log = await fetch(`${gateway.url}/logs/p/d/hello/a0/1/stdout`);
    expect(await log.text()).toBe("hello\n");
    await create(gateway, "spark", "spark");
    expect(await ended(gateway, "spark")).toMatchObject({
      phase: "FAILED",
      error: { kind: "USER", message: expect.stringContaining('no plugin takes "spark"') },
    });
  });

  test("shows what a command prints while it prints it, over HTTP and as Flyte's clients read it", async () => {
    const gateway = await startTestGateway({ executor: undefined });
    const folder = temporaryFolder();
    const script =
      'echo first; while [ ! -f go ]; do sleep 0.02; done; echo "last ä"; echo no >&2; exit 1';
    const custom = { ...shell(script), cwd: folder };
    await create(gateway, "r", "process", { custom });
    await expect.poll(async () => (await show(gateway, "r")).phase, { timeout }).toBe("RUNNING");
    const response = await fetch(`${gateway.url}/logs/p/d/r/a0/1/stdout?follow`);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    let read = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      if (read === "") await writeFile(join(folder, "go"), "");
      read += chunk;
    }
    expect(read).toBe("first\nlast ä\n");
    const { logs } = await ended(gateway, "r");
    expect(logs).toHaveLength(2);
    const tail = rpcClient(DataProxyService, gateway).tailLogs({
      actionId: { run: { ...place, name: "r" }, name: "a0" },
      attempt: 1,
    });
    const lines: string[] = [];
    for await (const { logs: batches } of tail)
      for (const { container, lines: some } of batches)
        for (const { message } of some)
          lines.push(`${container?.kubernetesContainerName}: ${message}`);
    expect(lines.toSorted()).toEqual(["stderr: no", "stdout: first", "stdout: last ä"]);
  });

  test("hands outputs to Flyte's clients as literals", async () => {
    const gateway = await startTestGateway({ executor: undefined });
    const outputs = { n: 7, pi: 3.5, ok: true, name: "x", list: [1, { a: null }], none: null };
    const script = `echo '${JSON.stringify(outputs)}' > "$RUNLEDGER_OUTPUTS"`;
    await create(gateway, "r", "process", { custom: shell(script) });
    await ended(gateway, "r");
    const data = await rpcClient(DataProxyService, gateway).getActionData({
      actionId: { run: { ...place, name: "r" }, name: "a0" },
    });
    const values = data.outputs?.literals.map(({ name, value }) => [name, primitiveOf(value)]);
    expect(Object.fromEntries(values ?? [])).toEqual({
      n: 7n,
      pi: 3.5,
      ok: true,
      name: "x",
      list: '[1,{"a":null}]',
      none: undefined,
    });
  });

  test.each([
    ["/logs/p/d/r/a0/1", 400, "has to be /logs/PROJECT/DOMAIN/RUN/ACTION/ATTEMPT/NAME"],
    ["/logs/p/d/r/a0/0/stdout", 400, "the attempt from 1"],
    ["/logs/p/d/r/a0/1/%ff", 400, "isn't percent-encoded UTF-8"],
    ["/logs/p/d/r/a0/1/stdout", 404, "isn't known"],
  ])("says what is wrong with %s", async (path, status, message) => {
    const { url } = await startTestGateway();
    const response = await fetch(url + path);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(message);
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

  test("refuses to send requests for just anybody to just anything", async () => {
    await expect(
      startTestGateway({ executor: undefined, plugins: ["http"] }),
    ).rejects.toMatchObject({
      problems: [expect.stringContaining("--http-origins names no engine")],
    });
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
        args: [...args, "--data-dir", temporaryFolder()],
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
