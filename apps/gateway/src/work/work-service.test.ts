import { WorkService } from "@runledger/proto/work/v1";
import {
  connectGateway,
  defineTask,
  defineWorkflow,
  startWorker,
  type Workflow,
  workflowPlugins,
} from "@runledger/reconciler";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../../scripts/testing/temporary-folder.ts";
import { rpcClient } from "../testing/rpc-client.ts";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";

const timeout = 60_000;
const place = { project: "p", domain: "d" };

/** Starts a worker that has its work through a gateway, and nothing of its database. */
async function startRemote({ url }: TestGateway, workflow: Workflow<null>) {
  const gateway = await connectGateway({ url });
  const worker = startWorker({
    gateway,
    folder: temporaryFolder(),
    pollInterval: 10,
    policy: { retryBackoff: { first: 1, most: 1 } },
    plugins: workflowPlugins({ ledger: gateway.ledger, workflows: [workflow] }),
  });
  onTestFinished(() => worker.stop());
  return worker;
}

async function createRun({ send }: TestGateway, name: string, type: string): Promise<void> {
  const root = {
    name: "a0",
    task: { shortName: name, taskTemplate: { type, custom: { input: null } } },
  };
  const { errors } = await send(
    "mutation ($input: CreateRunInput!) { createRun(input: $input) { outcome } }",
    { input: { ...place, name, engine: "runledger", root } },
  );
  expect(errors).toEqual([]);
}

async function show({ send }: TestGateway, name: string) {
  const { data, errors } = await send(
    "query ($id: ActionIdentifierInput!) { action(action: $id) { phase status { abort { state } } attempts { error { code message } outputs { outputUri } } } }",
    { id: { run: { ...place, name }, name: "a0" } },
  );
  expect(errors).toEqual([]);
  return data.action;
}

const flaky = defineTask({
  name: "flaky",
  retries: 1,
  run: (n: number, { attempt }) => {
    if (n === 7 && attempt === 1) throw new Error("not yet");
    return { n, text: "ä".repeat(1000) };
  },
});

test(
  "a worker does a workflow in code for a gateway that has its database open",
  { timeout },
  async () => {
    const gateway = await startTestGateway({ executor: true });
    const workflow = defineWorkflow({
      name: "sum",
      uses: [flaky],
      run: async (_: null, flow) => {
        const numbers = await flow.trace("numbers", () => [...Array(20).keys()]);
        const done = await flow.map(flaky, numbers);
        return done.reduce((sum, { n, text }) => sum + n + text.length, 0);
      },
    });
    // Before anybody is there who has the code: the gateway doesn't fail it, though it knows nothing of it.
    await createRun(gateway, "early", "workflow/sum");
    await createRun(gateway, "other", "spark");
    await expect.poll(async () => (await show(gateway, "other")).phase, { timeout }).toBe("FAILED");
    await startRemote(gateway, workflow);
    await createRun(gateway, "late", "workflow/sum");
    for (const name of ["late", "early"]) {
      await expect
        .poll(async () => (await show(gateway, name)).phase, { timeout })
        .toBe("SUCCEEDED");
    }
    const { attempts } = await show(gateway, "late");
    const { ledger } = await connectGateway(gateway);
    const [root] = await ledger.getActionsDetails([
      { $typeName: "runledger.run.v1.ActionIdentifier", name: "a0", run: runOf("late") },
    ]);
    expect(root?.attempts.at(-1)?.outputs?.outputUri).toBe(attempts.at(-1).outputs.outputUri);
    const { blobs } = await connectGateway(gateway);
    const key = blobs.keyOf(attempts.at(-1).outputs.outputUri) ?? "";
    expect(await textOf(await blobs.read(key))).toBe(String(190 + 20 * 1000));
    expect(await blobs.read(`${key}x`)).toBeUndefined();
  },
);

test("an abort reaches a worker behind the gateway, and is confirmed", { timeout }, async () => {
  const gateway = await startTestGateway({ executor: true });
  const begun = Promise.withResolvers<void>();
  const forever = defineTask({
    name: "forever",
    run: (_: null, { signal }) =>
      new Promise<null>((resolve) => {
        begun.resolve();
        signal.addEventListener("abort", () => resolve(null));
      }),
  });
  const run = (_: null, flow: Parameters<Workflow["run"]>[1]) => flow.call(forever, null);
  await startRemote(gateway, defineWorkflow({ name: "long", uses: [forever], run }));
  await createRun(gateway, "long", "workflow/long");
  await begun.promise;
  const { errors } = await gateway.send(
    "mutation ($input: AbortRunInput!) { abortRun(input: $input) { result { outcome } } }",
    { input: { run: { ...place, name: "long" }, reason: "enough" } },
  );
  expect(errors).toEqual([]);
  await expect
    .poll(async () => (await show(gateway, "long")).status.abort?.state, { timeout })
    .toBe("CONFIRMED");
});

test("who asks for nothing that can be done is told so", async () => {
  const gateway = await startTestGateway();
  const client = rpcClient(WorkService, gateway);
  await expect(client.claimWork({ owner: "x", leaseMs: 1, claims: [] })).rejects.toThrow(
    /lease_ms is refused/,
  );
  await expect(
    client.signFile({ file: { case: "writeKey", value: "elsewhere/x" } }),
  ).rejects.toThrow(/write_key is refused/);
  expect(
    await client.signFile({ file: { case: "readUri", value: "file:///etc/passwd" } }),
  ).toMatchObject({
    url: "",
  });
  // Work that isn't leased is nobody's to decide on.
  await createRun(gateway, "r", "workflow/x");
  const action = { run: { ...place, name: "r" }, name: "a0" };
  const { result } = await client.advanceWork({ action, fence: 9n });
  expect(result).toMatchObject({ case: "lost", value: { rule: "RL701" } });
  await expect(connectGateway({ url: "http://127.0.0.1:1" })).rejects.toMatchObject({
    name: "LedgerError",
    kind: "unavailable",
  });
});

function runOf(name: string) {
  return { $typeName: "runledger.run.v1.RunIdentifier" as const, org: "", ...place, name };
}

async function textOf(pieces: AsyncIterable<Uint8Array> | undefined): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces ?? []) all.push(piece);
  return Buffer.concat(all).toString();
}
