import { type Client, Code, ConnectError } from "@connectrpc/connect";
import { ActionPhase } from "@runledger/proto";
import { InternalRunService, RunService } from "@runledger/proto/flyteidl2/workflow";
import { createDatabase } from "@runledger/store/testing";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { rpcClient } from "../../testing/rpc-client.ts";
import { startTestGateway } from "../../testing/start-test-gateway.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server for the tests of this run. Undefined: PostgreSQL isn't installed. */
    postgres: { readonly url: string } | undefined;
  }
}

const server = inject("postgres");
const project = { name: "p", domain: "d" };
const runId = (name: string) => ({ project: "p", domain: "d", name });

async function temporaryDatabase(): Promise<string> {
  const database = await createDatabase(server?.url ?? "");
  onTestFinished(() => database[Symbol.asyncDispose]());
  return database.url;
}

const databases = [
  { name: "SQLite", open: async () => "memory:" },
  ...(server === undefined ? [] : [{ name: "PostgreSQL", open: temporaryDatabase }]),
];

async function createRun(runs: Client<typeof RunService>, name: string, task: string) {
  const id = { case: "runId", value: runId(name) } as const;
  const value = { taskTemplate: { id: { name: task, version: "v1" } } };
  await runs.createRun({ id, task: { case: "taskSpec", value } });
}

/** Takes what a stream begins with, and answers with what it ends with. */
async function begin(stream: AsyncIterable<unknown>): Promise<{ readonly end: Promise<unknown> }> {
  const items = stream[Symbol.asyncIterator]();
  await items.next();
  const end = async (): Promise<unknown> => {
    try {
      while ((await items.next()).done !== true);
      return "ended";
    } catch (error) {
      return error;
    }
  };
  return { end: end() };
}

describe.each(databases)("A run that is deleted, on $name", ({ open }) => {
  test("ends every watch of it with the reason", { timeout: 120_000 }, async () => {
    const gateway = await startTestGateway({ database: await open(), pollInterval: 200 });
    const runs = rpcClient(RunService, gateway);
    const engine = rpcClient(InternalRunService, gateway);
    await createRun(runs, "r", "m.train");
    const actionId = { run: runId("r"), name: "a0" };
    const event = { occurredAt: { seconds: 1n }, message: "scheduled" };
    await engine.recordActionEvents({
      events: [{ id: actionId, attempt: 1, phase: ActionPhase.RUNNING, clusterEvents: [event] }],
    });
    const streams: AsyncIterable<unknown>[] = [
      runs.watchRunDetails({ runId: runId("r") }),
      runs.watchActionDetails({ actionId }),
      runs.watchActions({ runId: runId("r") }),
      runs.watchClusterEvents({ id: actionId, attempt: 1 }),
    ];
    const begun = await Promise.all(streams.map(begin));
    const deleteRun = "mutation ($input: DeleteRunInput!) { deleteRun(input: $input) { outcome } }";
    await gateway.send(deleteRun, { input: { run: runId("r"), evenIfOpen: true } });
    for (const { end } of begun) {
      const error = await end;
      expect(error).toBeInstanceOf(ConnectError);
      expect(error).toMatchObject({ code: Code.NotFound });
      expect((error as ConnectError).metadata.get("runledger-code")).toBe("RUN_DELETED");
      expect((error as ConnectError).message).toContain("was deleted");
    }
  });

  test("is told to who watches runs, and leaves its group", { timeout: 120_000 }, async () => {
    const gateway = await startTestGateway({ database: await open(), pollInterval: 200 });
    const runs = rpcClient(RunService, gateway);
    await createRun(runs, "one", "m.train");
    await createRun(runs, "two", "m.train");
    await createRun(runs, "three", "m.test");
    const gone = new AbortController();
    const { signal } = gone;
    const scope = { case: "projectId", value: project } as const;
    const elsewhere = { case: "projectId", value: { name: "other", domain: "d" } } as const;
    const [here, there] = [scope, elsewhere].map((target) =>
      runs.watchRuns({ target }, { signal })[Symbol.asyncIterator](),
    );
    const since = { startDate: { seconds: 0n } };
    const grouped = runs.watchGroups({ scopeBy: scope, ...since }, { signal });
    const groups = grouped[Symbol.asyncIterator]();
    for (const watch of [here, there, groups]) await watch?.next();
    const nothing = there?.next().catch(() => "ended");

    const deleteRun = "mutation ($input: DeleteRunInput!) { deleteRun(input: $input) { outcome } }";
    const remove = (name: string) =>
      gateway.send(deleteRun, { input: { run: runId(name), evenIfOpen: true } });
    await remove("one");
    expect((await here?.next())?.value).toMatchObject({ runs: [], deleted: [runId("one")] });
    expect((await groups.next()).value.taskGroups).toMatchObject([
      { taskName: "m.train", totalRuns: 1n, shouldDelete: false },
    ]);
    await remove("three");
    expect((await here?.next())?.value).toMatchObject({ runs: [], deleted: [runId("three")] });
    expect((await groups.next()).value.taskGroups).toMatchObject([
      { taskName: "m.test", shouldDelete: true },
    ]);
    gone.abort();
    expect(await nothing).toBe("ended");
  });
});
