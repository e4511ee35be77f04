import { create, toBinary } from "@bufbuild/protobuf";
import { AbortState, ActionMetadataSchema, RunDeclarationSchema } from "@runledger/proto";
import { LEDGER_PRODUCER } from "@runledger/state";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { actionId, because, declaration, report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { ABORTED, FAILED, RUNNING, SUCCEEDED } from "../testing/phases.ts";

const run = runId("r");

/** a0 ─ top ─ ended ─ deep, beside; `ended` has ended, `tried` has failed and may be tried again. */
async function tell(ledger: Ledger): Promise<void> {
  await ledger.declareActions(run, [
    declaration("top"),
    declaration("ended", { metadata: { parent: "top" } }),
    declaration("deep", { metadata: { parent: "ended" } }),
    declaration("beside"),
    declaration("tried", { metadata: { parent: "deep", maxAttempts: 2 } }),
  ]);
  await ledger.record([
    report("r", "ended", SUCCEEDED),
    report("r", "deep", RUNNING),
    report("r", "tried", FAILED),
  ]);
}

async function phases(ledger: Ledger): Promise<Record<string, number | undefined>> {
  const { items } = await ledger.listActions(run);
  return Object.fromEntries(items.map(({ id, status }) => [id?.name ?? "", status?.phase]));
}

describe("aborting a run", () => {
  test("aborts what hasn't ended, in one step, and settles the run", async () => {
    const { ledger } = await open();
    await tell(ledger);
    const before = Number((await ledger.getRun(run))?.revision);
    const result = await ledger.abortRun(run, because);
    expect(result).toEqual({
      kind: "aborted",
      revision: before + 5,
      moved: 4,
      stopped: 1,
      state: AbortState.CONFIRMED,
    });
    expect(await phases(ledger)).toEqual({
      a0: ABORTED,
      top: ABORTED,
      ended: SUCCEEDED,
      deep: ABORTED,
      beside: ABORTED,
      tried: FAILED,
    });
    expect(await ledger.getRun(run)).toMatchObject({ settled: true });
    const { items } = await ledger.listEvents(run, { action: "deep" });
    expect(items.at(-1)?.event).toMatchObject({ phase: ABORTED, producer: LEDGER_PRODUCER });
  });

  test("keeps what has failed from being tried again", async () => {
    const { ledger } = await open();
    await tell(ledger);
    await ledger.abortRun(run, because);
    const [result] = await ledger.record([report("r", "tried", RUNNING, { attempt: 2 })]);
    expect(result).toMatchObject({ kind: "rejected", rule: "RL303" });
  });

  test("again: the first request stands", async () => {
    const { ledger } = await open();
    await tell(ledger);
    await ledger.abortRun(run, because);
    const before = await ledger.getRun(run);
    expect(await ledger.abortRun(run, because)).toMatchObject({ kind: "requestedBefore" });
    expect(await ledger.getRun(run)).toEqual(before);
  });

  test("that has ended changes nothing and says so", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "a0", SUCCEEDED)]);
    const before = await ledger.getRun(run);
    expect(await ledger.abortRun(run, because)).toMatchObject({ kind: "ended", phase: SUCCEEDED });
    expect(await ledger.getRun(run)).toEqual(before);
  });

  test("whose root has ended still stops what was left behind", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING), report("r", "a0", SUCCEEDED)]);
    expect(await ledger.abortRun(run, because)).toMatchObject({ kind: "aborted", moved: 1 });
    expect(await phases(ledger)).toEqual({ a0: SUCCEEDED, x: ABORTED });
  });

  test("in the transaction that made its actions known", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const [, aborted] = await Promise.all([
      ledger.record([report("r", "y", RUNNING)]),
      ledger.abortRun(run, because),
    ]);
    expect(ledger.stats().transactions.committed).toBe(2);
    expect(aborted).toMatchObject({ moved: 3 });
    expect(await phases(ledger)).toEqual({ a0: ABORTED, x: ABORTED, y: ABORTED });
  });

  test("that isn't known: an error, and nothing else in its transaction suffers", async () => {
    const { ledger } = await open();
    const [recorded, aborted] = await Promise.allSettled([
      ledger.record([report("other", "x", RUNNING)]),
      ledger.abortRun(run, because),
    ]);
    expect(aborted).toMatchObject({ reason: { kind: "notFound" } });
    expect(recorded).toMatchObject({ status: "fulfilled", value: [{ kind: "moved" }] });
  });
});

describe("aborting an action", () => {
  test("aborts what is below it, through what has ended, and nothing else", async () => {
    const { ledger, store } = await open();
    await tell(ledger);
    const { ledger: other } = await open({ store });
    expect(await other.abortAction(actionId("r", "ended"), because)).toMatchObject({
      kind: "aborted",
      moved: 1,
      stopped: 1,
    });
    expect(await phases(ledger)).toMatchObject({ top: 1, beside: 1, deep: ABORTED, tried: FAILED });
  });

  test("that has ended, with all below it: nothing", async () => {
    const { ledger } = await open();
    await tell(ledger);
    await ledger.abortAction(actionId("r", "deep"), because);
    expect(await ledger.abortAction(actionId("r", "ended"), because)).toMatchObject({
      kind: "ended",
      phase: SUCCEEDED,
    });
    expect(await ledger.abortAction(actionId("r", "deep"), because)).toMatchObject({
      kind: "requestedBefore",
    });
  });

  test("on a ring, as a damaged database may have it, comes to an end", async () => {
    const { ledger, store } = await open();
    await ledger.declareActions(run, [
      declaration("x"),
      declaration("y", { metadata: { parent: "x" } }),
      declaration("z", { metadata: { parent: "y" } }),
      declaration("beside"),
    ]);
    const row = await store.getRun({ project: "project", domain: "test", name: "r" });
    const x = await store.getAction({ runId: row?.id ?? 0, name: "x" });
    if (row === undefined || x === undefined) throw new Error("the run isn't known");
    const metadata = declaration("x", { metadata: { parent: "z" } }).metadata;
    if (metadata === undefined) throw new Error("no metadata");
    await store.transact(async (transaction) => {
      await transaction.lockRun(row);
      const moved = { ...x, parent: "z", metadata: toBinary(ActionMetadataSchema, metadata) };
      await transaction.write({
        runs: [row],
        actions: [moved],
        events: [],
        errors: [],
        quarantine: [],
      });
    });
    const { ledger: other } = await open({ store });
    expect(await other.abortAction(actionId("r", "y"), because)).toMatchObject({ moved: 3 });
    expect(
      await other.declareActions(run, [declaration("w", { metadata: { parent: "x" } })]),
    ).toMatchObject([{ kind: "declared" }]);
    expect(await phases(other)).toMatchObject({ x: ABORTED, beside: 1 });
  });

  test("that isn't known", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    await expect(ledger.abortAction(actionId("r", "y"), because)).rejects.toMatchObject({
      kind: "notFound",
      message: expect.stringContaining('"y"'),
    });
  });
});

describe("where an engine owns the work", () => {
  const owned = create(RunDeclarationSchema, { id: run, engine: "engine" });

  const stateOf = async (ledger: Ledger, name: string) =>
    (await ledger.getAction(actionId("r", name)))?.status?.abort?.state;

  test.each([
    ["that it has stopped", ABORTED],
    ["that it had succeeded by then, which is refused", SUCCEEDED],
  ])("the request is open until the engine tells %s", async (_, phase) => {
    const { ledger } = await open();
    await ledger.createRun(owned);
    await ledger.record([report("r", "x", RUNNING)]);
    expect(await ledger.abortRun(run, because)).toMatchObject({ state: AbortState.REQUESTED });
    expect(await stateOf(ledger, "x")).toBe(AbortState.REQUESTED);
    const before = Number((await ledger.getRun(run))?.revision);
    await ledger.record([report("r", "x", phase)]);
    expect(await stateOf(ledger, "x")).toBe(AbortState.CONFIRMED);
    expect((await ledger.getAction(actionId("r", "x")))?.status?.phase).toBe(ABORTED);
    expect(Number((await ledger.getRun(run))?.revision)).toBe(before + 1);
  });
});
