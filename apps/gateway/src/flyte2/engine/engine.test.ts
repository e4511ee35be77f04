import { type Client, Code } from "@connectrpc/connect";
import { ActionPhase } from "@runledger/proto";
import { ActionsService } from "@runledger/proto/flyteidl2/actions";
import {
  EventsProxyService,
  InternalRunService,
  QueueService,
  RunService,
  StateService,
} from "@runledger/proto/flyteidl2/workflow";
import { describe, expect, test } from "vitest";
import { collect } from "../../testing/collect.ts";
import { rpcClient } from "../../testing/rpc-client.ts";
import { startTestGateway, type TestGateway } from "../../testing/start-test-gateway.ts";

const { QUEUED, RUNNING, PAUSED, SUCCEEDED, FAILED, ABORTED, UNSPECIFIED } = ActionPhase;
const run = { project: "p", domain: "d", name: "r" };
const id = (name: string) => ({ run, name });

async function start(): Promise<TestGateway> {
  const gateway = await startTestGateway();
  await rpcClient(RunService, gateway).createRun({
    id: { case: "runId", value: run },
    task: { case: "taskSpec", value: { shortName: "main" } },
  });
  return gateway;
}

/** Where each action is. */
async function phases(gateway: TestGateway): Promise<Record<string, ActionPhase>> {
  const { actions } = await rpcClient(RunService, gateway).listActions({ runId: run });
  return Object.fromEntries(
    actions.map((action) => [action.id?.name ?? "", action.status?.phase ?? UNSPECIFIED]),
  );
}

describe("InternalRunService", () => {
  test("takes actions, what becomes of them, and their reports, each with its status", async () => {
    const gateway = await start();
    const engine = rpcClient(InternalRunService, gateway);
    const task = { case: "task", value: { spec: { shortName: "child" } } } as const;
    const child = { actionId: id("a1"), parent: "a0", group: "g", subject: "me", spec: task };
    expect((await engine.recordAction(child)).status?.code).toBe(0);
    expect((await engine.recordAction(child)).status?.code).toBe(0);
    const otherwise = await engine.recordAction({ ...child, group: "other" });
    expect(otherwise.status).toMatchObject({ code: Code.AlreadyExists });
    const trace = {
      name: "fetch",
      startTime: { seconds: 10n },
      endTime: { seconds: 12n },
      outputs: { outputUri: "s3://trace" },
      spec: {},
    };
    const traced = await engine.recordAction({
      actionId: id("t"),
      parent: "a1",
      spec: { case: "trace", value: trace },
    });
    expect(traced.status?.code).toBe(0);
    const update = { actionId: id("a1"), status: { phase: RUNNING, attempts: 1 } };
    expect((await engine.updateActionStatus(update)).status?.code).toBe(0);
    expect((await engine.updateActionStatus(update)).status?.code).toBe(0);
    const more = { ...update, status: { ...update.status, startTime: { seconds: 5n } } };
    expect((await engine.updateActionStatus(more)).status?.code).toBe(0);
    const events = [
      { id: id("a1"), attempt: 1, phase: RUNNING },
      { id: id("a1"), attempt: 1, phase: SUCCEEDED },
    ];
    expect((await engine.recordActionEvents({ events })).status?.code).toBe(0);
    expect(await phases(gateway)).toEqual({ a0: QUEUED, a1: SUCCEEDED, t: SUCCEEDED });
    const { details } = await rpcClient(RunService, gateway).getActionDetails({
      actionId: id("t"),
    });
    expect(details?.status).toMatchObject({
      startTime: { seconds: 10n },
      endTime: { seconds: 12n },
    });
  });

  test("says which reports of a request are refused, and commits the others", async () => {
    const gateway = await start();
    const engine = rpcClient(InternalRunService, gateway);
    const events = [
      { id: id("a0"), attempt: 1, phase: SUCCEEDED },
      { id: id("a0"), attempt: 2, phase: RUNNING },
      { id: id("a1"), attempt: 1, phase: UNSPECIFIED },
      { id: id("a2"), attempt: 1, phase: RUNNING },
    ];
    const { status } = await engine.recordActionEvents({ events });
    expect(status).toMatchObject({ code: Code.FailedPrecondition });
    expect(status?.message).toMatch(/^2 of 4 reports are refused .* events\[1\]: RL302: /);
    expect(await phases(gateway)).toMatchObject({ a0: SUCCEEDED, a2: RUNNING });
    const proxy = rpcClient(EventsProxyService, gateway);
    await expect(proxy.record({ events })).rejects.toMatchObject({
      code: Code.FailedPrecondition,
    });
    await proxy.record({ events: events.filter(({ phase }) => phase === SUCCEEDED) });
  });

  test("resolves a condition by its status, and says why an action was aborted", async () => {
    const gateway = await start();
    const engine = rpcClient(InternalRunService, gateway);
    const type = { type: { case: "simple", value: 3 } } as const;
    await engine.recordAction({
      actionId: id("gate"),
      spec: { case: "condition", value: { name: "gate", type } },
    });
    expect(await phases(gateway)).toMatchObject({ gate: PAUSED });
    const text = (value: string) =>
      ({
        value: {
          case: "scalar",
          value: {
            value: {
              case: "primitive",
              value: { value: { case: "stringValue", value } },
            },
          },
        },
      }) as const;
    const status = { phase: SUCCEEDED, attempts: 1 };
    const signalled = { actionId: id("gate"), status, output: text("yes") };
    expect((await engine.updateActionStatus(signalled)).status?.code).toBe(0);
    const other = await engine.updateActionStatus({ ...signalled, output: text("no") });
    expect(other.status?.code).toBe(Code.FailedPrecondition);
    await engine.updateActionStatus({
      actionId: id("a1"),
      status: { phase: ABORTED, attempts: 1 },
      abortReason: "enough",
    });
    const { details } = await rpcClient(RunService, gateway).getActionDetails({
      actionId: id("a1"),
    });
    expect(details?.result).toMatchObject({ case: "abortInfo", value: { reason: "enough" } });
  });

  test("answers each request of a stream in order, echoes nonces, and outlives what is wrong with one", async () => {
    const gateway = await start();
    const engine = rpcClient(InternalRunService, gateway);
    const count = 600;
    const requests = async function* requests() {
      for (let i = 0; i < count; i++) {
        const event = { id: id(`a${i}`), attempt: i % 100 === 7 ? 0 : 1, phase: RUNNING };
        yield i % 100 === 9 ? { nonce: BigInt(i) } : { request: { event }, nonce: BigInt(i) };
      }
    };
    const answers = await collect(engine.recordActionEventStream(requests()));
    expect(answers.map(({ nonce }) => Number(nonce))).toEqual(
      Array.from({ length: count }, (_, i) => i),
    );
    for (const [i, { response }] of answers.entries()) {
      const bad = i % 100 === 7 || i % 100 === 9;
      expect(response?.status?.code).toBe(bad ? Code.InvalidArgument : 0);
    }
    const statuses = async function* statuses() {
      yield {
        request: { actionId: id("a1"), status: { phase: SUCCEEDED, attempts: 1 } },
        nonce: 5n,
      };
      yield { request: { actionId: id("a1") }, nonce: 6n };
    };
    const updated = await collect(engine.updateActionStatusStream(statuses()));
    expect(updated.map(({ nonce, response }) => [nonce, response?.status?.code])).toEqual([
      [5n, 0],
      [6n, Code.InvalidArgument],
    ]);
    const actions = async function* actions() {
      yield { request: { actionId: id("x") } };
      yield {};
    };
    const recorded = await collect(engine.recordActionStream(actions()));
    expect(recorded.map(({ response }) => response?.status?.code)).toEqual([
      0,
      Code.InvalidArgument,
    ]);
  });
});

describe.each([
  ["ActionsService", watchByActions, enqueueByActions],
  ["QueueService and StateService", watchByState, enqueueByQueue],
] as const)("%s", (_, watch, enqueue) => {
  test("queue actions, and show a parent its children: as they are, a sentinel, then what changes", async () => {
    const gateway = await start();
    await enqueue(gateway, "a1", "a0");
    await enqueue(gateway, "below", "a1");
    const gone = new AbortController();
    const told: (string | readonly [string, ActionPhase, string, string])[] = [];
    const actions = rpcClient(ActionsService, gateway);
    for await (const { message } of watch(gateway, gone.signal)) {
      if (message.case === "actionUpdate") {
        const { actionId, phase, outputUri, error } = message.value;
        told.push([actionId?.name ?? "", phase, outputUri, error?.message ?? ""]);
      } else {
        told.push("sentinel");
        await enqueue(gateway, "a2", "a0");
        const engine = rpcClient(InternalRunService, gateway);
        await engine.recordActionEvents({
          events: [
            { id: id("a1"), attempt: 1, phase: SUCCEEDED, outputs: { outputUri: "s3://out" } },
          ],
        });
        await engine.recordActionEvents({
          events: [{ id: id("a2"), attempt: 1, phase: FAILED, errorInfo: { message: "broken" } }],
        });
        await actions.update({
          actionId: id("a0"),
          attempt: 1,
          status: { phase: SUCCEEDED, attempts: 1 },
        });
        await actions.abort({ actionId: id("below") });
      }
    }
    gone.abort();
    expect(told.slice(0, 2)).toEqual([["a1", QUEUED, "", ""], "sentinel"]);
    // A passing phase may be skipped, a final one never.
    expect(told).toContainEqual(["a1", SUCCEEDED, "s3://out", ""]);
    expect(told).toContainEqual(["a2", FAILED, "", "broken"]);
    expect(told.flat()).not.toContain("below");
  });
});

type Watch = ReturnType<Client<typeof ActionsService>["watchForUpdates"]>;

function watchByActions(gateway: TestGateway, signal: AbortSignal): Watch {
  const filter = { case: "parentActionId", value: id("a0") } as const;
  return rpcClient(ActionsService, gateway).watchForUpdates({ filter }, { signal });
}

function watchByState(gateway: TestGateway, signal: AbortSignal): Watch {
  const filter = { case: "parentActionId", value: id("a0") } as const;
  return rpcClient(StateService, gateway).watch({ filter }, { signal }) as unknown as Watch;
}

const childTask = { case: "task", value: { spec: { shortName: "child" } } } as const;

async function enqueueByActions(gateway: TestGateway, name: string, parent: string) {
  const action = {
    actionId: id(name),
    parentActionName: parent,
    inputUri: "s3://in",
    spec: childTask,
  };
  await rpcClient(ActionsService, gateway).enqueue({ action });
}

async function enqueueByQueue(gateway: TestGateway, name: string, parent: string) {
  const action = {
    actionId: id(name),
    parentActionName: parent,
    inputUri: "s3://in",
    spec: childTask,
  };
  await rpcClient(QueueService, gateway).enqueueAction(action);
}

test("An engine's own notes aren't kept, and it is told where to report", async () => {
  const gateway = await start();
  const state = rpcClient(StateService, gateway);
  for (const call of [
    state.put({ actionId: id("a0"), state: "{}" }),
    state.get({ actionId: id("a0") }),
  ]) {
    await expect(call).rejects.toMatchObject({
      code: Code.Unimplemented,
      rawMessage: expect.stringContaining("InternalRunService"),
    });
  }
});

test("Work that Runledger does itself is tried as often as its template says", async () => {
  const gateway = await startTestGateway({ executor: undefined });
  const task = {
    taskTemplate: {
      type: "process",
      metadata: { retries: { retries: 2 } },
      custom: { command: ["sleep", "60"] },
    },
  };
  const own = { case: "taskSpec", value: task } as const;
  const runs = rpcClient(RunService, gateway);
  const created = await runs.createRun({ id: { case: "runId", value: run }, task: own });
  expect(created.run?.action?.metadata?.maxAttempts).toBe(3);
  await rpcClient(ActionsService, gateway).enqueue({
    action: {
      actionId: id("child"),
      parentActionName: "a0",
      spec: { case: "task", value: { spec: task } },
    },
  });
  const { details } = await runs.getActionDetails({ actionId: id("child") });
  expect(details?.metadata?.maxAttempts).toBe(3);
});

test("A queued run is aborted, and a condition signalled by a parent", async () => {
  const gateway = await start();
  const actions = rpcClient(ActionsService, gateway);
  const condition = { name: "gate", type: { type: { case: "simple", value: 4 } } } as const;
  await actions.enqueue({
    action: { actionId: id("gate"), spec: { case: "condition", value: condition } },
  });
  const value = {
    value: {
      case: "scalar",
      value: {
        value: { case: "primitive", value: { value: { case: "boolean", value: true } } },
      },
    },
  } as const;
  await actions.signal({ actionId: id("gate"), parentActionName: "a0", value });
  await rpcClient(QueueService, gateway).abortQueuedRun({ runId: run, reason: "enough" });
  expect(await phases(gateway)).toEqual({ a0: ABORTED, gate: SUCCEEDED });
});
