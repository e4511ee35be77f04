import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../ledger.ts";
import { collect } from "../testing/collect.ts";
import { actionId, report, runId } from "../testing/messages.ts";
import { open } from "../testing/open.ts";
import { RUNNING, SUCCEEDED } from "../testing/phases.ts";
import { turns } from "../testing/pump.ts";

const run = runId("r");

type Watch = (ledger: Ledger, signal?: AbortSignal) => AsyncIterable<unknown>;

const watches: readonly (readonly [string, Watch])[] = [
  ["actions", (ledger, signal) => ledger.watchActions(run, signal && { signal })],
  ["a window", (ledger, signal) => ledger.watchWindow(run, signal && { signal })],
  ["one action", (ledger, signal) => ledger.watchAction(actionId("r", "x"), signal && { signal })],
  ["events", (ledger, signal) => ledger.watchEvents(run, signal && { signal })],
  ["runs", (ledger, signal) => ledger.watchRuns(signal && { signal })],
];

/** How many frames a watch of a run with one report gives before it waits. */
const standing = 2;

/** Takes what a watch gives until it waits, and returns the promise that it waits with. */
async function takeAll(
  iterator: AsyncIterator<unknown>,
): Promise<{ readonly waiting: Promise<IteratorResult<unknown>> }> {
  for (let taken = 0; ; taken += 1) {
    const next = iterator.next();
    const first = await Promise.race([next, turns(10).then(() => "waits")]);
    if (first === "waits") return { waiting: next };
    if (taken > standing) throw new Error("the watch never waits");
  }
}

describe.each(watches)("a watch of %s", (_, watch) => {
  const holdsNothing = (ledger: Ledger, pending: number): void => {
    expect(Object.values(ledger.stats().watches)).toEqual([0, 0, 0, 0, 0]);
    expect(ledger.stats().views.watched).toBe(0);
    expect(pending).toBe(0);
  };

  test("that waits is ended by its signal at once, and holds nothing then", async () => {
    const { clock, ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const controller = new AbortController();
    const { waiting } = await takeAll(watch(ledger, controller.signal)[Symbol.asyncIterator]());
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
    controller.abort();
    holdsNothing(ledger, clock.pending);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test("that is not asked for its next frame is ended by its signal too", async () => {
    const { clock, ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const controller = new AbortController();
    const iterator = watch(ledger, controller.signal)[Symbol.asyncIterator]();
    await iterator.next();
    controller.abort();
    holdsNothing(ledger, clock.pending);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  test("whose signal was aborted before it began doesn't begin", async () => {
    const { clock, ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    expect(await collect(watch(ledger, AbortSignal.abort()))).toEqual([]);
    holdsNothing(ledger, clock.pending);
  });

  test("that waits is ended by return() at once", async () => {
    const { clock, ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const { signal } = new AbortController();
    const iterator = watch(ledger, signal)[Symbol.asyncIterator]();
    const { waiting } = await takeAll(iterator);
    await iterator.return?.();
    holdsNothing(ledger, clock.pending);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test("holds nothing before its first frame is asked for", async () => {
    const { clock, ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const iterator = watch(ledger)[Symbol.asyncIterator]();
    holdsNothing(ledger, clock.pending);
    await iterator.return?.();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  test("ends with an error when the ledger is closed, once, and holds nothing then", async () => {
    const { clock, ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const iterator = watch(ledger)[Symbol.asyncIterator]();
    const { waiting } = await takeAll(iterator);
    const failure = waiting.catch((error: unknown) => error);
    await ledger.close();
    holdsNothing(ledger, clock.pending);
    expect(await failure).toMatchObject({ name: "LedgerError", kind: "closed" });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    await expect(collect(watch(ledger))).rejects.toMatchObject({ kind: "closed" });
  });

  test("is refused above the limit of open ones, and taken when one has ended", async () => {
    const { ledger } = await open({ limits: { openWatches: 1 } });
    await ledger.record([report("r", "x", RUNNING)]);
    const first = watch(ledger)[Symbol.asyncIterator]();
    await first.next();
    await expect(collect(watch(ledger))).rejects.toMatchObject({
      kind: "overloaded",
      limit: { name: "openWatches", limit: 1, actual: 2 },
    });
    await first.return?.();
    const second = watch(ledger)[Symbol.asyncIterator]();
    expect(await second.next()).toMatchObject({ done: false });
    await second.return?.();
  });

  test("can be iterated again, from its start", async () => {
    const { ledger } = await open();
    await ledger.record([report("r", "x", RUNNING)]);
    const frames = watch(ledger);
    expect(await collect(frames, 1)).toHaveLength(1);
    await ledger.record([report("r", "x", SUCCEEDED)]);
    expect(await collect(frames, 1)).toHaveLength(1);
  });
});
