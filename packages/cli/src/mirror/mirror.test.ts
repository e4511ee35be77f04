import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import {
  ActionDeclarationSchema,
  ActionEventSchema,
  ActionPhase,
  RunDeclarationSchema,
  SimpleType,
} from "@runledger/proto";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { expect, it, vi } from "vitest";
import type { GatewayClient, Operation } from "../client/gateway-client.ts";
import { createRun } from "../operations/create-run.ts";
import { declareActions } from "../operations/declare-actions.ts";
import { reportEvents } from "../operations/report-events.ts";
import { makeMirror, makePlan, scope, sendInPieces, startLedger } from "../testing/mirror-pair.ts";
import { readWholeRun } from "../testing/read-whole-run.ts";

/** What upstream is like: a tenth of the calls fails, half of what its watches have to say is lost or late or comes twice. */
const flaws = { failures: 0.1, drops: 0.3, repeats: 0.2, delays: 0.2, cuts: 0.1 };

/** How many seeds are tried. */
const seeds = Number(process.env["RUNLEDGER_MIRROR_SEEDS"] ?? 2);

type Mirrored = ReturnType<typeof makeMirror>;

/** Runs a mirror while something is done. */
async function following({ mirror, log }: Mirrored, work: () => Promise<unknown>): Promise<void> {
  const stop = new AbortController();
  const followed = mirror.follow(stop.signal);
  try {
    await Promise.race([work(), followed.then(() => Promise.reject(new Error("it has ended")))]);
  } catch (error) {
    throw new Error(`the mirror has told:\n${log.text.slice(-5000)}`, { cause: error });
  } finally {
    stop.abort();
    await followed;
  }
}

async function expectSame(
  upstream: GatewayClient,
  ledger: GatewayClient,
  names: readonly string[],
) {
  for (const name of names) {
    const run = { ...scope, name };
    expect(await readWholeRun(ledger, run)).toEqual(await readWholeRun(upstream, run));
  }
}

const waiting = { timeout: 55_000, interval: 20 };

it.for(Array.from({ length: seeds }, (_, i) => i + 1))(
  "a mirror of an upstream whose calls fail and whose watches lie ends as upstream is (seed %i)",
  { timeout: 120_000 },
  async (seed) => {
    const upstream = await startLedger();
    const ledger = await startLedger();
    const names = ["one", "two", "three"];
    const plans = names.map((name, i) => makePlan(name, seed * 10 + i));
    const pieces = sendInPieces(upstream.client, plans, 30);
    const first = makeMirror(upstream.url, ledger.client, { flaws, seed });
    await following(first, async () => {
      await pieces.next();
      await vi.waitUntil(() => (first.mirror.counts.outcomes.get("MOVED") ?? 0) > 20, waiting);
      await pieces.next();
      await pieces.next();
    });
    // Another one goes on where that one was: it knows nothing but what the ledger holds.
    await pieces.next();
    const second = makeMirror(upstream.url, ledger.client, { flaws, seed: seed + 1 });
    await following(second, async () => {
      for await (const _ of pieces);
      const { counts } = second.mirror;
      await vi.waitUntil(() => counts.whole + counts.ended === names.length, waiting);
    });
    expect(first.mirror.counts.refused + second.mirror.counts.refused).toBe(0);
    await expectSame(upstream.client, ledger.client, names);
    // And there is nothing left to be told.
    const third = makeMirror(upstream.url, ledger.client);
    await third.mirror.catchUp(new AbortController().signal);
    expect(third.mirror.counts.toJSON()).toMatchObject({ reports: {}, troubles: 0 });
  },
);

const run = { ...scope, name: "one" };
const time = timestampFromMs(Date.UTC(2026, 0, 2));

/** A run with a task that is at work below its root, and a condition that waits. */
async function tellOpenRun(client: GatewayClient): Promise<void> {
  await client.request(createRun, create(RunDeclarationSchema, { id: run, labels: { team: "x" } }));
  const task = create(ActionDeclarationSchema, {
    name: "fit",
    metadata: { spec: { case: "task", value: { shortName: "fit" } } },
    createdTime: time,
  });
  const type = { type: { case: "simple" as const, value: SimpleType.INTEGER } };
  const condition = create(ActionDeclarationSchema, {
    name: "ask",
    spec: { case: "condition", value: { name: "ask", type } },
    createdTime: time,
  });
  await client.request(declareActions, { run, declarations: [task, condition] });
  await report(client, "a0", ActionPhase.RUNNING);
  await report(client, "fit", ActionPhase.RUNNING);
}

async function report(client: GatewayClient, name: string, phase: ActionPhase): Promise<void> {
  const id = { run, name };
  const event = create(ActionEventSchema, { id, attempt: 1, phase, updatedTime: time });
  expect(await client.request(reportEvents, [{ at: 0, event }])).toMatchObject([{ held: true }]);
}

const abort: Operation<string, unknown> = {
  document: `mutation Abort($run: RunIdentifierInput!) {
  abortRun(input: { run: $run, reason: "enough" }) { __typename }
}`,
  variables: () => ({ run }),
  read: (data) => data.value,
};

const openAborts: Operation<undefined, number> = {
  document: `query OpenAborts($run: RunIdentifierInput!) {
  run(run: $run) { engine labels { key value } actions(filter: { abortStates: [REQUESTED, GIVEN_UP] }) { edges { node { name } } } }
}`,
  variables: () => ({ run }),
  read: (data) => data.get("run").get("actions").get("edges").elements()?.length,
};

it(
  "passes an abort upstream, and confirms it when upstream says so",
  { timeout: 60_000 },
  async () => {
    const upstream = await startLedger();
    const ledger = await startLedger();
    await tellOpenRun(upstream.client);
    const mirrored = makeMirror(upstream.url, ledger.client);
    const { mirror } = mirrored;
    await following(mirrored, async () => {
      await vi.waitUntil(() => (mirror.counts.outcomes.get("UPDATED") ?? 0) > 0, waiting);
      await ledger.client.request(abort, "one");
      await vi.waitUntil(() => mirror.counts.ended === 1, waiting);
    });
    // Where upstream takes its time, it is passed on again.
    expect(mirror.counts.aborts).toBeGreaterThan(0);
    expect(await ledger.client.request(openAborts, undefined)).toBe(0);
    const phases = (await readWholeRun(upstream.client, run)) as {
      phase: string;
      abortInfo: object;
    }[];
    expect(phases.map(({ phase }) => phase)).toEqual(["ABORTED", "ABORTED", "ABORTED"]);
    expect(phases[0]?.abortInfo).toEqual({ reason: "enough" });
  },
);

it(
  "tells of signals, aborts and their reasons as upstream has them",
  { timeout: 60_000 },
  async () => {
    const upstream = await startLedger();
    const ledger = await startLedger();
    await tellOpenRun(upstream.client);
    const flyte = createClient(
      RunService,
      createConnectTransport({ baseUrl: upstream.url, httpVersion: "1.1" }),
    );
    const mirrored = makeMirror(upstream.url, ledger.client);
    const { mirror } = mirrored;
    await following(mirrored, async () => {
      await vi.waitUntil(() => (mirror.counts.outcomes.get("UPDATED") ?? 0) > 0, waiting);
      const value = { case: "intValue", value: 7n } as const;
      await flyte.signalEvent({ actionId: { run, name: "ask" }, payload: { value } });
      await flyte.abortAction({ actionId: { run, name: "fit" }, reason: "too slow" });
      await report(upstream.client, "a0", ActionPhase.SUCCEEDED);
      await vi.waitUntil(() => mirror.counts.ended === 1, waiting);
    });
    expect(mirror.counts.refused).toBe(0);
    const fieldsOf = async (client: GatewayClient): Promise<unknown> => {
      const actions = (await readWholeRun(client, run)) as Record<string, unknown>[];
      return actions.map(({ name, phase, abortInfo, signalInfo, status }) => ({
        name,
        phase,
        abortInfo,
        signalInfo,
        status,
      }));
    };
    expect(await fieldsOf(ledger.client)).toEqual(await fieldsOf(upstream.client));
  },
);

it(
  "is done with a run that takes longer to read than upstream is listed",
  { timeout: 60_000 },
  async () => {
    const upstream = await startLedger();
    const ledger = await startLedger();
    for await (const _ of sendInPieces(upstream.client, [makePlan("one", 1)], 1000));
    const slow = makeMirror(upstream.url, ledger.client, { flaws: { slowness: 150 } });
    await following(slow, () => vi.waitUntil(() => slow.mirror.counts.ended === 1, waiting));
    await expectSame(upstream.client, ledger.client, ["one"]);
  },
);

it("leaves a run alone whose name another run of the ledger has", { timeout: 60_000 }, async () => {
  const upstream = await startLedger();
  const ledger = await startLedger();
  await tellOpenRun(upstream.client);
  await ledger.client.request(createRun, create(RunDeclarationSchema, { id: run }));
  const before = await readWholeRun(ledger.client, run);
  const { mirror, log } = makeMirror(upstream.url, ledger.client);
  await mirror.catchUp(new AbortController().signal);
  expect(mirror.counts.toJSON()).toMatchObject({ runs: { taken: 1 }, reports: {} });
  expect(log.text).toContain('"event":"run-taken"');
  expect(await readWholeRun(ledger.client, run)).toEqual(before);
});
