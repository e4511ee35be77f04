import type { HintListener, Store } from "@runledger/store";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { LedgerError } from "../ledger-error.ts";
import { collect } from "../testing/collect.ts";
import { actionId, because, report, runId } from "../testing/messages.ts";
import { open, openMemory } from "../testing/open.ts";
import { RUNNING, SUCCEEDED } from "../testing/phases.ts";
import { pump, turns } from "../testing/pump.ts";
import { tellFrame } from "../testing/tell-frame.ts";
import { withMethods } from "../testing/with-methods.ts";

const run = runId("r");

async function settle(ledger: Ledger, name: string): Promise<void> {
  await ledger.record([report(name, "x", SUCCEEDED), report(name, "a0", SUCCEEDED)]);
}

/** Opens every sort of watch on the run, past its first frames. */
function openWatches(ledger: Ledger) {
  const watches = [
    ledger.watchActions(run),
    ledger.watchWindow(run),
    ledger.watchAction(actionId("r", "x")),
    ledger.watchEvents(run),
  ];
  return watches.map(async (watch) => {
    const frames: unknown[] = [];
    try {
      for await (const frame of watch) frames.push(frame);
      return "ended";
    } catch (error) {
      expect(frames.length).toBeGreaterThan(0);
      return error instanceof LedgerError ? error.kind : error;
    }
  });
}

describe("deleteRun", () => {
  test("takes a run away for everybody, with all that is told of it", async () => {
    const { ledger } = await open();
    await settle(ledger, "r");
    expect(await ledger.deleteRun(run)).toEqual({ kind: "deleted", revision: 3, actions: 2 });
    expect(await ledger.getRun(run)).toBeUndefined();
    expect((await ledger.listRuns()).items).toEqual([]);
    await expect(ledger.listActions(run)).rejects.toMatchObject({ kind: "notFound" });
    await expect(ledger.deleteRun(run)).rejects.toMatchObject({ kind: "notFound" });
  });

  test("leaves what hasn't settled, unless it is told otherwise, and what has changed since it was looked at", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    expect(await ledger.deleteRun(run)).toMatchObject({ kind: "open", openActions: 2 });
    const before = { evenIfOpen: true, atRevision: 1 };
    expect(await ledger.deleteRun(run, before)).toMatchObject({ kind: "changed", revision: 2 });
    expect(await ledger.getRun(run)).toBeDefined();
    const now = { evenIfOpen: true, atRevision: 2 };
    expect(await ledger.deleteRun(run, now)).toMatchObject({ kind: "deleted" });
  });

  test("ends the watches of the run with the reason: here, where a hint comes, and where all hints are lost", async () => {
    const store = await openMemory();
    let own: HintListener | undefined;
    let remote: HintListener | undefined;
    const writerStore: Store = withMethods(store, {
      publish: (hints) => remote?.changed(hints),
      listen: (listener) => {
        own = listener;
        return () => {};
      },
    });
    const remoteStore = withMethods(store, {
      listen: (listener) => {
        remote = listener;
        return () => {};
      },
    });
    const { ledger: writer } = await open({ store: writerStore });
    const { ledger: hinted } = await open({ store: remoteStore });
    const { clock, ledger: deaf } = await open({ store });
    await writer.record([report("r", "x", RUNNING)]);
    const [here, there, deafOnes] = [writer, hinted, deaf].map(openWatches);
    await turns(20);
    expect(own).toBeDefined();
    await writer.deleteRun(run, { evenIfOpen: true });
    const expected = Array(4).fill("deleted");
    expect(await Promise.all(here!)).toEqual(expected);
    expect(await Promise.all(there!)).toEqual(expected);
    expect(await pump(clock, Promise.all(deafOnes!))).toEqual(expected);
    for (const ledger of [writer, hinted, deaf]) {
      expect(ledger.stats()).toMatchObject({ views: { watched: 0 }, watches: { actions: 0 } });
    }
    expect(writer.stats().views.idle).toBe(1);
  });

  test("lets the name be used again, and takes nobody for a watcher of the run that was", async () => {
    const { ledger } = await open();
    await settle(ledger, "r");
    const held = 3;
    await ledger.deleteRun(run);
    const resume = async () => collect(ledger.watchActions(run, { afterRevision: held }), 1);
    await expect(resume()).rejects.toMatchObject({ kind: "deleted" });
    const waits = ledger.watchActions(run, { afterRevision: held, wait: true });
    await expect(collect(waits, 1)).rejects.toMatchObject({ kind: "deleted" });
    await ledger.record([report("r", "y", RUNNING)]);
    await expect(resume()).rejects.toMatchObject({
      kind: "deleted",
      message: expect.stringContaining("Revision 3 is of a run project/test/r that was deleted"),
    });
    const events = ledger.watchEvents(run, { afterRevision: held });
    await expect(collect(events, 1)).rejects.toMatchObject({ kind: "deleted" });
    const window = ledger.watchWindow(run, { held: { revision: held, actions: ["a0", "x"] } });
    await expect(collect(window, 1)).rejects.toMatchObject({ kind: "deleted" });
    // Its revisions go on above those of the run that was, so that none means two things.
    const [snapshot] = await collect(ledger.watchActions(run), 1);
    expect(snapshot && tellFrame(snapshot)).toBe("snapshot a0:1@5{4:1} y:4@6");
    await ledger.abortRun(run, because);
    const frames = await collect(ledger.watchActions(run, { afterRevision: 6 }));
    expect(frames.map(tellFrame)).toEqual(["changed @8 a0:7@7{7:1} y:7@8", "settled @8 7"]);
  });

  test("is told to who watches runs, before another one of the name", async () => {
    const { ledger } = await open();
    await settle(ledger, "r");
    const frames = ledger.watchRuns()[Symbol.asyncIterator]();
    await frames.next();
    const next = frames.next();
    await ledger.deleteRun(run);
    expect((await next).value).toMatchObject({ runs: [], deleted: [{ name: "r" }] });
    await settle(ledger, "r");
    expect((await frames.next()).value).toMatchObject({
      runs: [{ action: { id: { run: { name: "r" } } } }],
      deleted: [],
    });
    await frames.return?.();
  });
});

describe("pruneRuns", () => {
  test("deletes by age, project and domain what has settled, the oldest first, a page at a time", async () => {
    const { clock, ledger } = await open();
    for (const name of ["a", "b", "c"]) {
      await settle(ledger, name);
      clock.advance(1000);
    }
    await ledger.record([report("open", "x", RUNNING)]);
    const unchangedSince = clock.now() + 1;
    const names = (page: Awaited<ReturnType<Ledger["pruneRuns"]>>) =>
      page.runs.map(({ id }) => id.name);
    const dry = await ledger.pruneRuns({ unchangedSince, dryRun: true });
    expect(names(dry)).toEqual(["a", "b", "c"]);
    expect(dry.runs[0]).toMatchObject({ revision: 3, actions: 2, updatedAt: expect.any(Number) });
    expect((await ledger.listRuns()).items).toHaveLength(4);
    for (const other of [{ project: "other" }, { domain: "other" }, { unchangedSince: 1 }]) {
      expect(names(await ledger.pruneRuns({ unchangedSince, ...other }))).toEqual([]);
    }
    const except = [{ project: "other" }, { project: "project", domain: "test" }];
    expect(await ledger.pruneRuns({ unchangedSince, except })).toMatchObject({ runs: [], kept: 3 });
    const first = await ledger.pruneRuns({ unchangedSince, limit: 2, project: "project" });
    expect(names(first)).toEqual(["a", "b"]);
    const second = await ledger.pruneRuns({ unchangedSince, limit: 2, after: first.after ?? "" });
    expect([names(second), second.after]).toEqual([["c"], undefined]);
    expect(names(await ledger.pruneRuns({ unchangedSince, evenIfOpen: true }))).toEqual(["open"]);
    expect((await ledger.listRuns()).items).toEqual([]);
  });

  test("leaves a run that changes while it is being looked at", async () => {
    const { clock, ledger: writer, store } = await open();
    await settle(writer, "r");
    clock.advance(1000);
    const late = withMethods(store, {
      listRuns: async (query) => {
        const rows = await store.listRuns(query);
        await writer.record([report("r", "x", SUCCEEDED, { version: 1, cluster: "c" })]);
        return rows;
      },
    });
    const { ledger } = await open({ store: late });
    const page = await ledger.pruneRuns({ unchangedSince: clock.now() });
    expect(page).toEqual({ runs: [], kept: 1, after: undefined });
    expect(await writer.getRun(run)).toBeDefined();
  });
});

test("rows of a deleted run are removed a thousand at a time, once nobody can be reading them", async () => {
  const { clock, ledger, store } = await open();
  const names = Array.from({ length: 700 }, (_, index) => `x${index}`);
  await ledger.record(names.map((name) => report("r", name, SUCCEEDED)));
  const row = await store.getRun({ project: "project", domain: "test", name: "r" });
  await ledger.deleteRun(run, { evenIfOpen: true });
  expect(await ledger.sweepDeletedRuns()).toBe(0);
  // The clock of the database is the machine's.
  clock.advance(Date.now());
  expect(await ledger.sweepDeletedRuns()).toBe(1000);
  expect(await ledger.sweepDeletedRuns()).toBe(402);
  expect(await ledger.sweepDeletedRuns()).toBe(0);
  expect(await store.actionsChanged({ runId: row?.id ?? 0, above: 0, limit: 10 })).toEqual([]);
});

test("that runs were deleted is forgotten in the end, and who resumes from before is told so", async () => {
  const { clock, ledger } = await open();
  const first = ledger.watchRuns()[Symbol.asyncIterator]();
  const before = (await first.next()).value?.cursor ?? "";
  await first.return?.();
  await settle(ledger, "r");
  await settle(ledger, "s");
  await ledger.deleteRun(run);
  await ledger.deleteRun(runId("s"));
  await settle(ledger, "r");
  const always = Number.MAX_SAFE_INTEGER;
  expect(await ledger.forgetDeletedRuns(always)).toBe(0);
  // The clock of the database is the machine's.
  clock.advance(Date.now());
  expect(await ledger.forgetDeletedRuns(always)).toBe(0);
  expect(await ledger.sweepDeletedRuns()).toBeGreaterThan(0);
  expect(await ledger.sweepDeletedRuns()).toBe(0);
  expect(await ledger.forgetDeletedRuns(0)).toBe(0);
  expect(await ledger.forgetDeletedRuns(always)).toBe(2);
  await expect(collect(ledger.watchRuns({ cursor: before }), 1)).rejects.toMatchObject({
    kind: "unknownRevision",
    message: expect.stringContaining("Read again from the start"),
  });
  // The run that is there began above the one that was: who holds a revision of that one is told still.
  for (const afterRevision of [1, 3, 4]) {
    const resumed = collect(ledger.watchActions(run, { afterRevision }), 1);
    await expect(resumed).rejects.toMatchObject({ kind: "deleted" });
  }
  const frames = await collect(ledger.watchActions(run, { afterRevision: 5 }));
  expect(frames.length).toBeGreaterThan(0);
  // A name of which nothing is known any more is a new one.
  await settle(ledger, "s");
  expect((await ledger.listEvents(runId("s"))).items[0]?.revision).toBe(1n);
});
