import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { ActionPhase } from "@runledger/proto";
import { RunService } from "@runledger/proto/flyteidl2/workflow";
import { expect, it, vi } from "vitest";
import type { GatewayClient, Operation } from "../client/gateway-client.ts";
import { signalCondition } from "../operations/signal-condition.ts";
import { following, waiting } from "../testing/following.ts";
import { makeMirror, startLedger } from "../testing/mirror-pair.ts";
import { openRun as run, reportPhase, tellOpenRun, unknownField } from "../testing/open-run.ts";
import { readWholeRun } from "../testing/read-whole-run.ts";

function flyteOf(url: string) {
  return createClient(RunService, createConnectTransport({ baseUrl: url, httpVersion: "1.1" }));
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

const abortsOf: Operation<undefined, Readonly<Record<string, unknown>>> = {
  document: `query Aborts($run: RunIdentifierInput!) {
  run(run: $run) { actions { nodes { name status { abort { state deliveries lastError } } } } }
}`,
  variables: () => ({ run }),
  read: (data) => {
    const nodes = data.get("run").get("actions").get("nodes").elements() ?? [];
    return Object.fromEntries(
      nodes.map((node) => [node.get("name").value, node.get("status").get("abort").value]),
    );
  },
};

it("notes in the ledger that upstream has taken an abort, or why it hasn't", async () => {
  const upstream = await startLedger();
  const ledger = await startLedger();
  await tellOpenRun(upstream.client);
  // An upstream that refuses an abort at first, and then takes it and goes on with its work.
  let tries = 0;
  const deaf: Interceptor = (next) => async (request) => {
    if (request.stream || request.method.name !== "AbortRun") return next(request);
    if (tries++ === 0) throw new ConnectError("not now", Code.FailedPrecondition);
    const { method, service } = request;
    const [header, trailer] = [new Headers(), new Headers()];
    return { stream: false, method, service, header, trailer, message: create(method.output) };
  };
  const mirrored = makeMirror(upstream.url, ledger.client, { interceptors: [deaf] });
  const has = (text: string) => async () =>
    JSON.stringify(await ledger.client.request(abortsOf, undefined)).includes(text);
  await following(mirrored, async () => {
    await vi.waitUntil(() => (mirrored.mirror.counts.outcomes.get("UPDATED") ?? 0) > 0, waiting);
    await ledger.client.request(abort, "one");
    await vi.waitUntil(has("not now"), waiting);
    await vi.waitUntil(has("DELIVERED"), waiting);
  });
  const delivered = { state: "DELIVERED", lastError: "" };
  expect(await ledger.client.request(abortsOf, undefined)).toMatchObject({
    a0: delivered,
    fit: delivered,
    ask: delivered,
  });
});

it(
  "passes signals upstream that conditions have got in the ledger",
  { timeout: 60_000 },
  async () => {
    const upstream = await startLedger();
    const ledger = await startLedger();
    await tellOpenRun(upstream.client);
    const mirrored = makeMirror(upstream.url, ledger.client);
    const { mirror } = mirrored;
    await following(mirrored, async () => {
      await vi.waitUntil(() => (mirror.counts.outcomes.get("UPDATED") ?? 0) > 0, waiting);
      const action = { run, name: "ask" };
      const value = { integer: 12 };
      const signalled = await ledger.client.request(signalCondition, { action, value });
      expect(signalled.outcome).toBe("SIGNALLED");
      await vi.waitUntil(() => mirror.counts.signals > 0, waiting);
      await reportPhase(upstream.client, "a0", ActionPhase.SUCCEEDED);
      await reportPhase(upstream.client, "fit", ActionPhase.SUCCEEDED);
      await vi.waitUntil(() => mirror.counts.ended === 1, waiting);
    });
    expect(mirror.counts.refused).toBe(0);
    const { details } = await flyteOf(upstream.url).getActionDetails({
      actionId: { run, name: "ask" },
    });
    expect(
      JSON.stringify(details?.result, (_, each: unknown) => (each === 12n ? 12 : each)),
    ).toContain(`{"case":"integer","value":12}`);
  },
);

it(
  "tells of signals, aborts and their reasons as upstream has them",
  { timeout: 60_000 },
  async () => {
    const upstream = await startLedger();
    const ledger = await startLedger();
    await tellOpenRun(upstream.client);
    const flyte = flyteOf(upstream.url);
    const mirrored = makeMirror(upstream.url, ledger.client);
    const { mirror } = mirrored;
    await following(mirrored, async () => {
      await vi.waitUntil(() => (mirror.counts.outcomes.get("UPDATED") ?? 0) > 0, waiting);
      const value = { case: "intValue", value: 7n } as const;
      await flyte.signalEvent({ actionId: { run, name: "ask" }, payload: { value } });
      await flyte.abortAction({ actionId: { run, name: "fit" }, reason: "too slow" });
      await reportPhase(upstream.client, "a0", ActionPhase.SUCCEEDED);
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

it("carries specs over whole, also what the schema doesn't declare", async () => {
  const upstream = await startLedger();
  const ledger = await startLedger();
  await tellOpenRun(upstream.client);
  await makeMirror(upstream.url, ledger.client).mirror.catchUp(new AbortController().signal);
  const specs = await Promise.all(
    ["a0", "fit", "ask"].map(async (name) => {
      const actionId = { run, name };
      const [theirs, ours] = await Promise.all(
        [upstream, ledger].map(({ url }) => flyteOf(url).getActionDetails({ actionId })),
      );
      expect(ours?.details?.spec).toEqual(theirs?.details?.spec);
      return ours?.details?.spec;
    }),
  );
  for (const spec of specs.slice(0, 2)) expect(spec?.value?.$unknown).toEqual([unknownField]);
});

it("tells of a condition that has got one value in the ledger and another upstream", async () => {
  const upstream = await startLedger();
  const ledger = await startLedger();
  await tellOpenRun(upstream.client);
  const { mirror } = makeMirror(upstream.url, ledger.client);
  await mirror.catchUp(new AbortController().signal);
  for (const [client, integer] of [
    [ledger.client, 1],
    [upstream.client, 2],
  ] as const) {
    await client.request(signalCondition, { action: { run, name: "ask" }, value: { integer } });
  }
  const next = makeMirror(upstream.url, ledger.client);
  await next.mirror.catchUp(new AbortController().signal);
  expect(next.mirror.counts.refused).toBe(1);
  expect(next.log.text).toMatch(/"report-refused".*"ask".*"signal"/);
});
