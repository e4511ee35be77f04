import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { create, type JsonObject } from "@bufbuild/protobuf";
import { type Ledger, openLedger, RECONCILED } from "@runledger/ledger";
import {
  type ActionDetails,
  ActionIdentifierSchema,
  RunDeclarationSchema,
  RunIdentifierSchema,
} from "@runledger/proto";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { flytePlugin, startWorker } from "@runledger/reconciler";
import { actionPhaseLifecycle as lifecycle, ROOT_ACTION } from "@runledger/state";
import { openStore } from "@runledger/store";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";
import { cuttingProxy } from "../testing/cutting-proxy.ts";
import { rpcClient } from "../testing/rpc-client.ts";
import { startTestGateway } from "../testing/start-test-gateway.ts";

const timeout = 60_000;

/** A ledger of its own, whose worker has its commands run by another Runledger, as if that were Flyte. */
async function openWorker(url: string): Promise<Ledger> {
  const store = await openStore("memory:");
  const ledger = openLedger({ store });
  const quick = { first: 1, most: 1 };
  const worker = startWorker({
    store,
    ledger,
    folder: temporaryFolder(),
    plugins: [flytePlugin({ url, taskTypes: ["process"], pollInterval: 20, project: "there" })],
    pollInterval: 5,
    policy: { retryBackoff: quick, cleanupBackoff: quick },
  });
  onTestFinished(async () => {
    await worker.stop();
    await ledger.close();
    await store.close();
  });
  return ledger;
}

async function createRun(
  ledger: Ledger,
  name: string,
  custom: JsonObject,
  maxAttempts = 1,
): Promise<void> {
  const taskTemplate = { type: "process", custom };
  const root = {
    metadata: { maxAttempts },
    spec: { case: "task", value: { shortName: name, taskTemplate } },
  } as const;
  const id = { project: "here", domain: "d", name };
  const declaration = create(RunDeclarationSchema, { id, engine: RECONCILED, root });
  expect(await ledger.createRun(declaration)).toMatchObject({ kind: "created" });
}

const rootOf = (name: string) =>
  create(ActionIdentifierSchema, {
    run: { project: "here", domain: "d", name },
    name: ROOT_ACTION,
  });

async function until(
  ledger: Ledger,
  name: string,
  wanted: (details: ActionDetails) => boolean,
): Promise<ActionDetails> {
  for await (const details of ledger.watchAction(rootOf(name))) {
    if (wanted(details)) return details;
  }
  throw new Error(`${name} ended before it was as wanted`);
}

const isOver = ({ status, attempts }: ActionDetails): boolean =>
  lifecycle.endsSubject(status?.phase ?? 0) || attempts.at(-1)?.lastAttempt === true;

const shell = (script: string): JsonObject => ({ command: ["sh", "-c", script] });

test("work is done by another Flyte, with its outputs, links and errors", { timeout }, async () => {
  const upstream = await startTestGateway({ executor: true });
  const ledger = await openWorker(upstream.url);
  await createRun(ledger, "good", shell('echo "{}" > "$RUNLEDGER_OUTPUTS"'));
  const good = await until(ledger, "good", isOver);
  expect(lifecycle.isSuccess(good.status?.phase ?? 0)).toBe(true);
  expect(good.attempts[0]?.outputs?.outputUri).toContain("outputs.json");
  expect(good.attempts[0]?.logInfo.length).toBeGreaterThan(0);

  await createRun(ledger, "bad", shell("exit 3"), 2);
  const bad = await until(ledger, "bad", isOver);
  expect(bad.attempts.map(({ error }) => error?.code)).toEqual(["Exit3", "Exit3"]);

  // An attempt is a run there, which says where it comes from.
  const { runs } = await rpcClient(RunService, upstream).listRuns({
    scopeBy: { case: "projectId", value: { name: "there", domain: "d" } },
  });
  expect(runs).toHaveLength(3);
  const { details } = await rpcClient(RunService, upstream).getRunDetails({
    runId: runs[0]?.action?.id?.run ?? create(RunIdentifierSchema),
  });
  expect(details?.runSpec?.annotations?.values).toEqual({
    "runledger/action": "here/d/bad/a0",
    "runledger/attempt": "2",
  });
});

test(
  "a gateway has its work done by the Flyte that its settings name, with their token",
  { timeout },
  async () => {
    const file = join(temporaryFolder(), "token");
    writeFileSync(file, "a-token-that-is-long-enough\n");
    const upstream = await startTestGateway({ executor: true, authTokenFile: file });
    const settings = { flyteUrl: upstream.url, flyteTaskTypes: ["process"], flyteProject: "there" };
    const here = { ...settings, plugins: ["flyte"], flyteTokenFile: file, executor: true } as const;
    const gateway = await startTestGateway(here);
    const runs = rpcClient(RunService, gateway);
    const runId = { project: "here", domain: "d", name: "r" };
    const custom = shell('echo "{}" > "$RUNLEDGER_OUTPUTS"');
    await runs.createRun({
      id: { case: "runId", value: runId },
      task: { case: "taskSpec", value: { taskTemplate: { type: "process", custom } } },
    });
    const phase = async () =>
      lifecycle.of((await runs.getRunDetails({ runId })).details?.action?.status?.phase ?? 0);
    await expect.poll(async () => (await phase())?.outcome, { timeout }).toBe("success");
    const headers = { authorization: "Bearer a-token-that-is-long-enough" };
    const { data } = await upstream.send("{ runs { edges { node { project } } } }", {}, headers);
    expect(data.runs.edges).toEqual([{ node: { project: "there" } }]);
  },
);

test("settings of a Flyte that lack something are told, all at once", async () => {
  const wrong = startTestGateway({
    executor: true,
    plugins: ["flyte", "process"],
    flyteUrl: "flyte.example.com",
    flyteTaskTypes: ["process"],
    flyteCaFile: "/no/such/file",
  });
  await expect(wrong).rejects.toMatchObject({
    problems: [
      expect.stringMatching(/^--flyte-url is "flyte.example.com"/),
      expect.stringMatching(/^--flyte-task-types has process, which is done here/),
      expect.stringMatching(/^--flyte-ca-file \/no\/such\/file can't be read/),
    ],
  });
  await expect(startTestGateway({ executor: true, plugins: ["flyte"] })).rejects.toMatchObject({
    problems: [expect.stringContaining("--flyte-url is"), expect.stringContaining("names none")],
  });
});

test("an abort ends the work there", { timeout }, async () => {
  const upstream = await startTestGateway({ executor: true });
  const ledger = await openWorker(upstream.url);
  await createRun(ledger, "long", shell("sleep 60"));
  await until(ledger, "long", ({ status }) => lifecycle.of(status?.phase ?? 0)?.role === "active");
  await ledger.abortAction(rootOf("long"), {
    $typeName: "runledger.run.v1.AbortInfo",
    reason: "enough",
  });
  const flyte = rpcClient(RunService, upstream);
  const scopeBy = { case: "projectId", value: { name: "there", domain: "d" } } as const;
  await expect
    .poll(async () => {
      const { runs } = await flyte.listRuns({ scopeBy });
      return lifecycle.of(runs[0]?.action?.status?.phase ?? 0)?.outcome;
    })
    .toBe("aborted");
});

test(
  "while that Flyte can't be reached nothing is lost, and nothing is done twice",
  { timeout },
  async () => {
    const upstream = await startTestGateway({ executor: true });
    const proxy = await cuttingProxy(upstream.url);
    const ledger = await openWorker(proxy.url);
    const cutting = setInterval(() => proxy.cut(), 15);
    onTestFinished(() => clearInterval(cutting));
    for (const name of ["a", "b", "c"]) await createRun(ledger, name, shell("sleep 0.2"));
    await expect.poll(() => proxy.connections(), { timeout }).toBeGreaterThan(20);
    clearInterval(cutting);
    for (const name of ["a", "b", "c"]) {
      const { attempts, status } = await until(ledger, name, isOver);
      expect(lifecycle.isSuccess(status?.phase ?? 0)).toBe(true);
      expect(attempts).toHaveLength(1);
    }
    const { runs } = await rpcClient(RunService, upstream).listRuns({
      scopeBy: { case: "projectId", value: { name: "there", domain: "d" } },
    });
    expect(runs).toHaveLength(3);
  },
);
