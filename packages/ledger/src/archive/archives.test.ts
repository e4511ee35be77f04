import { clone, create } from "@bufbuild/protobuf";
import {
  type ArchiveRecord,
  ArchiveRecordSchema,
  ReportOutcome,
  RunDeclarationSchema,
} from "@runledger/proto";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { collect } from "../testing/collect.ts";
import { actionId, because, report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { FAILED, QUEUED, RUNNING, SUCCEEDED } from "../testing/phases.ts";
import { tellFrame } from "../testing/tell-frame.ts";
import { withMethods } from "../testing/with-methods.ts";

const run = runId("r");

async function settle(ledger: Ledger): Promise<void> {
  await ledger.record([report("r", "x", RUNNING), report("r", "x", SUCCEEDED)]);
  await ledger.record([report("r", "a0", SUCCEEDED), report("r", "x", FAILED)]);
}

async function* each(records: readonly ArchiveRecord[]): AsyncGenerator<ArchiveRecord, void> {
  yield* records;
}

/** The archive of a run of two actions. */
async function archived(): Promise<ArchiveRecord[]> {
  const { ledger } = await open();
  await settle(ledger);
  return collect(ledger.archiveRun(run));
}

describe("archiveRun", () => {
  test("tells of the run, its actions by number, its reports by revision, and what was refused", async () => {
    const records = await archived();
    expect(records.map(({ record }) => record.case)).toEqual([
      "header",
      ...["action", "action"],
      ...["event", "event", "event", "event"],
      "refused",
    ]);
    expect(records[0]?.record.value).toMatchObject({ format: 1, revision: 4n, baseRevision: 0n });
    const events = records.flatMap(({ record }) => (record.case === "event" ? [record.value] : []));
    expect(events.map(({ revision }) => revision)).toEqual([1n, 2n, 3n, 4n]);
  });

  test("refuses what hasn't settled, what isn't there and what isn't at the revision", async () => {
    const { ledger } = await open();
    await expect(collect(ledger.archiveRun(run))).rejects.toMatchObject({ kind: "notFound" });
    await ledger.record([report("r", "x", RUNNING)]);
    await expect(collect(ledger.archiveRun(run))).rejects.toMatchObject({
      kind: "invalid",
      message: expect.stringContaining("hasn't settled: 2 of its actions are open"),
    });
    await settle(ledger);
    await expect(collect(ledger.archiveRun(run, { atRevision: 1 }))).rejects.toMatchObject({
      kind: "invalid",
      message: expect.stringContaining("at revision 4"),
    });
  });

  test("is no whole archive if the run changes or goes while it is read", async () => {
    const { ledger: writer, store } = await open();
    await settle(writer);
    let meanwhile = () =>
      writer.record([report("r", "x", RUNNING, { version: 1 })]) as Promise<unknown>;
    const late = withMethods(store, {
      getActions: async (refs) => {
        await meanwhile();
        return store.getActions(refs);
      },
    });
    const { ledger } = await open({ store: late });
    const changed = { kind: "unavailable", retryAfter: expect.any(Number) };
    await expect(collect(ledger.archiveRun(run))).rejects.toMatchObject(changed);
    meanwhile = () => writer.deleteRun(run);
    await expect(collect(ledger.archiveRun(run))).rejects.toMatchObject({ kind: "deleted" });
  });
});

describe("importRun", () => {
  test("is seen by those who wait for the run and by those who watch runs", async () => {
    const records = await archived();
    const { ledger } = await open();
    const runs = ledger.watchRuns()[Symbol.asyncIterator]();
    await runs.next();
    const waiting = collect(ledger.watchActions(run, { wait: true }));
    const next = runs.next();
    await ledger.importRun(() => each(records));
    expect((await waiting).map(tellFrame)).toEqual([
      "snapshot a0:5@4{5:1} x:5@3",
      expect.stringMatching(/^complete/),
      "settled @4 5",
    ]);
    expect((await next).value).toMatchObject({ runs: [{ settled: true, revision: 4n }] });
    await runs.return?.();
  });

  test("has retention begin anew: the run changed when it was imported", async () => {
    const records = await archived();
    const { clock, ledger } = await open();
    clock.advance(1_000_000);
    await ledger.importRun(() => each(records));
    const old = await ledger.pruneRuns({ unchangedSince: clock.now() - 1, dryRun: true });
    expect(old.runs).toEqual([]);
    const [action] = (await ledger.listActions(run)).items;
    expect(action?.status?.phase).toBe(SUCCEEDED);
  });

  test("leaves a run that is there as it is", async () => {
    const records = await archived();
    const { ledger } = await open();
    await ledger.record([report("r", "other", RUNNING)]);
    expect(await ledger.importRun(() => each(records))).toMatchObject({
      kind: "exists",
      message: expect.stringContaining("project/test/r, at revision 2"),
    });
    expect(await ledger.getAction(actionId("r", "x"))).toBeUndefined();
  });

  test("tells nobody of an abort that was never confirmed", async () => {
    const due = { dueAt: Number.MAX_SAFE_INTEGER, limit: 10 };
    const { ledger: source, store: from } = await open();
    await source.createRun(create(RunDeclarationSchema, { engine: "engine", id: run }));
    await source.abortRun(run, because);
    expect(await from.listPendingAborts(due)).toHaveLength(1);
    const records = await collect(source.archiveRun(run));
    const { ledger, store } = await open();
    await ledger.importRun(() => each(records));
    expect(await store.listPendingAborts(due)).toEqual([]);
  });

  type Change = (record: ArchiveRecord["record"], index: number) => void;
  const change =
    (
      name: NonNullable<ArchiveRecord["record"]["case"]>,
      index: number,
      key: string,
      value: unknown,
    ): Change =>
    ({ case: is, value: of }, at) => {
      if (is === name && at === index) Object.assign(of ?? {}, { [key]: value });
    };

  test.each<[string, Change, string]>([
    [
      "a newer format",
      change("header", 0, "format", 2),
      "header.format is 2, and this ledger reads 1",
    ],
    ["no run", change("header", 0, "run", undefined), "header run"],
    ["a revision too low", change("header", 0, "revision", 3n), "is 4, and the run's are 1 to 3"],
    [
      "an action's number",
      change("action", 2, "number", 3),
      'action "x".number is 3, and 2 comes next',
    ],
    [
      "an action twice",
      change("action", 2, "id", actionId("r", "a0")),
      'action "a0" is there twice',
    ],
    [
      "another root",
      change("action", 1, "id", actionId("r", "b")),
      'is on "a0", which isn\'t among the actions',
    ],
    [
      "a report again",
      change("event", 4, "revision", 1n),
      "report at revision 1 comes after revision 1",
    ],
    ["a repeat", change("event", 4, "outcome", ReportOutcome.DUPLICATE), "which is stored of none"],
    [
      "a step left out",
      change("event", 5, "outcome", ReportOutcome.LATE),
      'action "x" is SUCCEEDED in attempt 1, and its reports lead to RUNNING',
    ],
    [
      "an acceptance",
      change("refused", 7, "outcome", ReportOutcome.MOVED),
      "which none is refused with",
    ],
    [
      "a step back",
      ({ case: is, value }, at) => {
        if (is === "event" && at === 5 && value.event) value.event.phase = QUEUED;
      },
      "moves it to QUEUED in attempt 1, from RUNNING",
    ],
  ])("refuses %s, and leaves nothing behind", async (_, tamper, message) => {
    const records = (await archived()).map((record) => clone(ArchiveRecordSchema, record));
    for (const [index, { record }] of records.entries()) tamper(record, index);
    const { ledger, store } = await open();
    await expect(ledger.importRun(() => each(records))).rejects.toMatchObject({
      kind: "invalid",
      message: expect.stringContaining(message),
    });
    expect(await store.getRun({ project: "project", domain: "test", name: "r" })).toBeUndefined();
    expect((await ledger.listQuarantine()).items).toEqual([]);
  });

  test.each([
    ["nothing", 0, 0, "first record is missing"],
    ["no header", 1, 8, "first record is no header"],
    ["no action", 0, 1, "actions have no a0"],
  ])("refuses an archive with %s", async (_, start, end, message) => {
    const records = (await archived()).slice(start, end);
    const { ledger } = await open();
    await expect(ledger.importRun(() => each(records))).rejects.toMatchObject({
      kind: "invalid",
      message: expect.stringContaining(message),
    });
  });

  test("refuses a run that hasn't settled, and records that it doesn't know", async () => {
    const { ledger: source, store } = await open();
    await source.record([report("r", "x", RUNNING)]);
    // A ledger makes no such archive: this one is told that the run has settled.
    const told = withMethods(store, {
      getRun: async (key) => {
        const row = await store.getRun(key);
        return row && { ...row, settled: true };
      },
    });
    const { ledger: liar } = await open({ store: told });
    const records = await collect(liar.archiveRun(run));
    const { ledger } = await open();
    await expect(ledger.importRun(() => each(records))).rejects.toMatchObject({
      kind: "invalid",
      message: expect.stringContaining("run hasn't settled: 2 of its actions are open"),
    });
    const unknown = [...(await archived()), create(ArchiveRecordSchema)];
    await expect(ledger.importRun(() => each(unknown))).rejects.toMatchObject({
      message: expect.stringContaining("one that isn't known"),
    });
  });
});
