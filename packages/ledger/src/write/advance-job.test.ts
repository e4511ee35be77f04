import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  AbortState,
  ChildFailure,
  LiteralSchema,
  RunDeclarationSchema,
  type RunSpecSchema,
  SimpleType,
  WorkRecordSchema,
} from "@runledger/proto";
import type { ClaimedWork, Store } from "@runledger/store";
import { expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { actionId, because, declaration, report, runId } from "../testing/messages.ts";
import { type Opened, open } from "../testing/open.ts";
import { ABORTED, FAILED, QUEUED, RUNNING, SUCCEEDED } from "../testing/phases.ts";
import type { WorkStep } from "../work-step.ts";
import { RECONCILED } from "./queue-work.ts";

const task = { case: "task" as const, value: { taskTemplate: { type: "shell" } } };
const run = runId("r");

async function opened(
  engine = RECONCILED,
  runSpec: MessageInitShape<typeof RunSpecSchema> = {},
): Promise<Opened> {
  const all = await open();
  const root = declaration("a0", { spec: task });
  await all.ledger.createRun(create(RunDeclarationSchema, { id: run, engine, root, runSpec }));
  return all;
}

function claim(store: Store, now: number, owner = "w"): Promise<ClaimedWork[]> {
  const wanted = { owner, now, until: now + 1000, limit: 10 };
  return store.transact((transaction) => transaction.claimWork(wanted));
}

async function step(
  { ledger, store }: Opened,
  work: ClaimedWork | undefined,
  more: Partial<WorkStep> = {},
): Promise<WorkStep> {
  const name = work?.action ?? "";
  const action = await store.getAction({ runId: work?.runId ?? 0, name });
  expect(await ledger.getAction(actionId("r", name))).toBeDefined();
  return {
    action: actionId("r", name),
    fence: work?.fence ?? 0,
    revision: action?.revision ?? 0,
    reports: [],
    work: create(WorkRecordSchema, { attempt: 1 }),
    dueAt: null,
    keep: false,
    ...more,
  };
}

async function phase(ledger: Ledger, name: string): Promise<number | undefined> {
  return (await ledger.getAction(actionId("r", name)))?.status?.phase;
}

test("what is declared of a run of the reconcilers is due at once, and traces aren't", async () => {
  const { clock, ledger, store } = await opened();
  await ledger.declareActions(run, [
    declaration("one", { spec: task }),
    declaration("two", { spec: { case: "condition", value: { name: "ok" } } }),
    declaration("three", { spec: { case: "trace", value: {} } }),
  ]);
  const claimed = await claim(store, clock.now());
  expect(claimed.map(({ action, taskType }) => [action, taskType])).toEqual([
    ["a0", "shell"],
    ["one", "shell"],
    ["two", "condition"],
  ]);
});

test.each(["", "flyte"])(
  "what is declared of a run of engine %j is nobody's work",
  async (engine) => {
    const { clock, store } = await opened(engine);
    expect(await claim(store, clock.now())).toEqual([]);
  },
);

test("a step commits reports and work together, and keeps the lease or gives it back", async () => {
  const all = await opened();
  const [work] = await claim(all.store, all.clock.now());
  const reports = [report("r", "a0", RUNNING, { producer: "w" }).event];
  const kept = await step(all, work, { reports, keep: true, dueAt: all.clock.now() });
  const [result] = await all.ledger.advance([kept]);
  expect(result).toMatchObject({ kind: "advanced", revision: kept.revision + 1 });
  expect(await phase(all.ledger, "a0")).toBe(RUNNING);
  expect(await claim(all.store, all.clock.now(), "other")).toEqual([]);
  await all.ledger.advance([await step(all, work, { dueAt: all.clock.now() })]);
  const [again] = await claim(all.store, all.clock.now(), "other");
  expect(again).toMatchObject({ owner: "other", fence: 2 });
});

test("a step under an older lease is lost, with all of it", async () => {
  const all = await opened();
  const [old] = await claim(all.store, all.clock.now());
  await claim(all.store, all.clock.now() + 1000, "other");
  const reports = [report("r", "a0", RUNNING).event];
  const [result] = await all.ledger.advance([await step(all, old, { reports })]);
  expect(result).toMatchObject({
    kind: "lost",
    rule: "RL701",
    message: expect.stringContaining("fence: 1"),
  });
  expect(await phase(all.ledger, "a0")).not.toBe(RUNNING);
});

test("a step that was decided on what has changed since is stale, with all of it", async () => {
  const all = await opened();
  const [work] = await claim(all.store, all.clock.now());
  const decided = await step(all, work, { reports: [report("r", "a0", SUCCEEDED).event] });
  await all.ledger.abortRun(run, because);
  expect(await all.ledger.advance([decided])).toMatchObject([{ kind: "stale" }]);
  expect(await phase(all.ledger, "a0")).toBe(ABORTED);
  const { items } = await all.ledger.listQuarantine({});
  expect(items).toEqual([]);
});

test("a malformed report is said, and nothing is committed", async () => {
  const all = await opened();
  const [work] = await claim(all.store, all.clock.now());
  const bad = report("r", "a0", RUNNING, { producer: "x".repeat(300) }).event;
  const [result] = await all.ledger.advance([await step(all, work, { reports: [bad] })]);
  expect(result).toMatchObject({ kind: "malformed", message: expect.stringContaining("producer") });
});

test("nothing is left of what is done, and no lease on it", async () => {
  const all = await opened();
  const [work] = await claim(all.store, all.clock.now());
  const done = await step(all, work, { work: undefined });
  expect(await all.ledger.advance([done])).toMatchObject([{ kind: "advanced" }]);
  expect(await all.ledger.advance([done])).toMatchObject([{ kind: "lost" }]);
  expect(await claim(all.store, all.clock.now() + 5000)).toEqual([]);
});

test("an abort is requested of the worker, and has it look at once; the step tells how far it is", async () => {
  const all = await opened();
  const [work] = await claim(all.store, all.clock.now());
  await all.ledger.advance([await step(all, work)]);
  await all.ledger.abortRun(run, because);
  const [again] = await claim(all.store, all.clock.now());
  expect(again).toMatchObject({ action: "a0", dueAt: all.clock.now() });
  const details = await all.ledger.getActionDetails(actionId("r", "a0"));
  const request = details?.status?.abort;
  expect(request?.state).toBe(AbortState.REQUESTED);
  if (request === undefined) return;
  const abort = { ...request, state: AbortState.GIVEN_UP };
  await all.ledger.advance([await step(all, again, { abort })]);
  const after = await all.ledger.getAction(actionId("r", "a0"));
  expect(after?.status?.abort?.state).toBe(AbortState.GIVEN_UP);
});

test("a signal has the worker look at once", async () => {
  const all = await opened();
  const type = { type: { case: "simple" as const, value: SimpleType.BOOLEAN } };
  const spec = { case: "condition" as const, value: { name: "ok", type } };
  await all.ledger.declareActions(run, [declaration("c", { spec })]);
  for (const work of await claim(all.store, all.clock.now())) {
    await all.ledger.advance([await step(all, work)]);
  }
  expect(await claim(all.store, all.clock.now())).toEqual([]);
  const primitive = { value: { case: "boolean" as const, value: true } };
  const scalar = { value: { case: "primitive" as const, value: primitive } };
  const value = create(LiteralSchema, { value: { case: "scalar", value: scalar } });
  await all.ledger.signal(actionId("r", "c"), value);
  expect(await claim(all.store, all.clock.now())).toMatchObject([{ action: "c" }]);
});

test.each([
  { childFailure: ChildFailure.FAIL_FAST, others: ABORTED },
  { childFailure: ChildFailure.RUN_ON, others: QUEUED },
  { childFailure: ChildFailure.UNSPECIFIED, others: QUEUED },
])(
  "what failed for good in a run of policy $childFailure leaves the others in $others",
  async (each) => {
    const { childFailure, others } = each;
    const all = await opened(RECONCILED, { childFailure });
    const { ledger, store } = all;
    const below = (parent: string) => ({ spec: task, metadata: { parent, maxAttempts: 2 } });
    await ledger.declareActions(run, [
      declaration("b", below("a0")),
      declaration("c", below("a0")),
      declaration("c1", below("c")),
      declaration("d", below("a0")),
      declaration("e", below("b")),
    ]);
    const claimed = await claim(store, all.clock.now());
    const workOf = (name: string) => claimed.find(({ action }) => action === name);
    const done = [report("r", "d", SUCCEEDED).event];
    await ledger.advance([await step(all, workOf("d"), { reports: done, work: undefined })]);
    const again = [report("r", "b", FAILED).event, report("r", "b", QUEUED, { attempt: 2 }).event];
    await ledger.advance([await step(all, workOf("b"), { reports: again, keep: true })]);
    expect(await phase(ledger, "c")).toBe(QUEUED);
    const reports = [report("r", "b", FAILED, { attempt: 2 }).event];
    await ledger.advance([await step(all, workOf("b"), { reports, work: undefined })]);
    expect(
      await Promise.all(["a0", "b", "c", "c1", "d", "e"].map((name) => phase(ledger, name))),
    ).toEqual([QUEUED, FAILED, others, others, SUCCEEDED, QUEUED]);
    const details = await ledger.getActionDetails(actionId("r", "c"));
    const reason = details?.status?.abort?.info?.reason ?? "";
    expect(reason).toBe(others === ABORTED ? '"b" has failed, and the run fails fast.' : "");
  },
);

test("the end of the root has workers look at what is left below it", async () => {
  const all = await opened();
  await all.ledger.declareActions(run, [declaration("child", { spec: task })]);
  const [root, child] = await claim(all.store, all.clock.now());
  await all.ledger.advance([await step(all, child)]);
  expect(await claim(all.store, all.clock.now())).toEqual([]);
  const reports = [report("r", "a0", SUCCEEDED).event];
  await all.ledger.advance([await step(all, root, { reports, work: undefined })]);
  expect(await claim(all.store, all.clock.now())).toMatchObject([{ action: "child" }]);
});
