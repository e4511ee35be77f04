import type { HintListener, RunHint, Store } from "@runledger/store";
import { expect, test } from "vitest";
import { report, runId } from "../testing/messages.ts";
import { open, openMemory } from "../testing/open.ts";
import { RUNNING, SUCCEEDED } from "../testing/phases.ts";
import { withMethods } from "../testing/with-methods.ts";

/** Stores of several processes, which hear each other's hints as long as `deliver` is left as it is. */
async function connected() {
  const store = await openMemory();
  const listeners = new Set<HintListener>();
  const wire = {
    deliver: (hints: readonly RunHint[], to: HintListener): void => to.changed(hints),
    listeners,
  };
  const process = (): Store => {
    let own: HintListener | undefined;
    return withMethods(store, {
      publish(hints) {
        for (const each of listeners) if (each !== own) wire.deliver(hints, each);
      },
      listen(listener) {
        own = listener;
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
  };
  return { process, wire };
}

/** Watches a run until its snapshot is complete: what comes next is a change. */
async function watching(store: Store) {
  const { ledger } = await open({ store });
  const frames = ledger.watchActions(runId("r"))[Symbol.asyncIterator]();
  while ((await frames.next()).value?.frame.case !== "snapshotComplete");
  return { frames };
}

test.each(["changed", "missed"] as const)(
  "a watch of a run looks as soon as another process hints: %s",
  async (how) => {
    const { process, wire } = await connected();
    if (how === "missed") wire.deliver = (_, to) => to.missed();
    const { ledger: writer } = await open({ store: process() });
    await writer.record([report("r", "x", RUNNING)]);
    // Its clock stands still: no poll is made.
    const { frames } = await watching(process());
    const next = frames.next();
    await writer.record([report("r", "x", SUCCEEDED)]);
    expect((await next).value?.frame.case).toBe("changed");
    await frames.return?.();
  },
);

test("a watch of runs looks as soon as another process hints", async () => {
  const { process } = await connected();
  const { ledger: writer } = await open({ store: process() });
  const { ledger } = await open({ store: process() });
  const frames = ledger.watchRuns()[Symbol.asyncIterator]();
  await frames.next();
  const next = frames.next();
  await writer.record([report("r", "x", RUNNING)]);
  expect((await next).value?.runs).toHaveLength(1);
  await frames.return?.();
});

test("a hint that tells nothing new costs no read", async () => {
  const { process, wire } = await connected();
  let reads = 0;
  const store = process();
  const counting = withMethods(store, {
    getRun: (key) => {
      reads += 1;
      return store.getRun(key);
    },
  });
  const { ledger } = await open({ store: counting });
  await ledger.record([report("r", "x", RUNNING)]);
  const row = await store.getRun({ project: "project", domain: "test", name: "r" });
  if (row === undefined) throw new Error("the run isn't known");
  const actions = ledger.watchActions(runId("r"))[Symbol.asyncIterator]();
  await actions.next();
  const before = reads;
  for (const each of wire.listeners) {
    each.changed([{ ...row, runId: row.id, revision: row.revision }]);
    each.changed([{ ...row, runId: row.id, name: "nobody watches this" }]);
  }
  expect(reads).toBe(before);
  await actions.return?.();
});

test("a closed ledger listens no longer", async () => {
  const { process, wire } = await connected();
  const { ledger } = await open({ store: process() });
  expect(wire.listeners.size).toBe(1);
  await ledger.close();
  expect(wire.listeners.size).toBe(0);
});
