import type { Store } from "@runledger/store";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LedgerError } from "./ledger-error.ts";
import type { Ledger } from "./ledger.ts";
import { openLedger } from "./open-ledger.ts";
import { anyTelling, arbitraryRun } from "./testing/arbitrary-run.ts";
import { type Faults, faultyStore } from "./testing/faulty-store.ts";
import { follow, type Watched, type WatchPlan } from "./testing/follow.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { because, runId } from "./testing/messages.ts";
import { type Contents, ModelWatcher } from "./testing/model-watcher.ts";
import { pump, turns } from "./testing/pump.ts";
import { seededBytes } from "./testing/seeded-bytes.ts";
import { stores } from "./testing/stores.ts";
import { tellBatch } from "./testing/tell-run.ts";
import { countPhases, whatIsToBeShown } from "./testing/what-is-to-be-shown.ts";

const filter = fc.record(
  {
    phases: fc.uniqueArray(fc.integer({ min: 1, max: 10 }), { maxLength: 3 }),
    nameContains: fc.constantFrom("", "X", "1", "0"),
  },
  { requiredKeys: [] },
);

const arbitraryPlan: fc.Arbitrary<WatchPlan> = fc.record({
  filter: fc.oneof(fc.constant({}), filter),
  frameSize: fc.integer({ min: 1, max: 5 }),
  startAfter: fc.nat(20),
  slowness: fc.nat(6),
  cuts: fc.array(fc.record({ frames: fc.integer({ min: 1, max: 4 }), ledger: fc.nat(2) }), {
    maxLength: 6,
  }),
});

const scenario = arbitraryRun.chain((story) =>
  fc.record({
    telling: anyTelling(story),
    plans: fc.array(arbitraryPlan, { minLength: 1, maxLength: 4 }),
    pause: fc.nat(4),
    idleViewBytes: fc.constantFrom(0, 20_000, 1_000_000),
    hydrations: fc.integer({ min: 1, max: 2 }),
    seed: fc.nat(),
    faults: fc.constantFrom<Faults>(
      {},
      { slowReads: 200 },
      { slowReads: 128, failedReads: 30, failedBefore: 60, failedWithin: 30, failedAfter: 30 },
    ),
  }),
);

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** Asks until it is done: whoever is told that the database can't be reached may ask again. */
async function untilTaken<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof LedgerError) || error.kind !== "unavailable") throw error;
      await turns(1);
    }
  }
}

/** Tells two ledgers a story in turn, aborts what is left open at its end, and says which revision was the last. */
async function tellAll(
  [first, second]: readonly Ledger[],
  store: Store,
  watched: Watched,
  { pause, telling }: Scenario,
): Promise<void> {
  if (first === undefined || second === undefined) throw new Error("two ledgers are needed");
  for (const [index, batch] of telling.entries()) {
    await untilTaken(() => tellBatch(index % 2 === 0 ? first : second, watched.run, batch));
    await turns(pause);
  }
  await untilTaken(() => first.abortRun(runId(watched.run), because));
  const run = await store.getRun({ project: "project", domain: "test", name: watched.run });
  expect(run).toMatchObject({ settled: true, openCount: 0 });
  watched.final = run?.revision;
}

/** Checks that the counts shown are those of what is shown, of a watcher that is shown everything. */
function checkCounts({ shown }: ModelWatcher): void {
  for (const [name, { counts }] of shown) {
    const below = [...shown.keys()].filter((other) => {
      for (let at = shown.get(other)?.parent; at; at = shown.get(at)?.parent) {
        if (at === name) return true;
      }
      return false;
    });
    expect(counts, `the counts below ${name}`).toEqual(countPhases(shown, below));
  }
}

/** Lets a scenario happen to a run, and checks what everybody has seen of it. */
async function happen(run: string, store: Store, given: Scenario): Promise<void> {
  const clock = new ManualClock();
  const random = seededBytes(given.seed);
  const faulty = faultyStore(store, given.faults, () => random(1)[0] ?? 0);
  const { hydrations, idleViewBytes } = given;
  // Each hears only of what it wrote itself: of the rest by its polls.
  const ledgers = [1, 2, 3].map(() =>
    openLedger({ store: faulty, clock, limits: { hydrations, idleViewBytes } }),
  );
  const watched: Watched = { run, ledgers, final: undefined };
  const contents: Contents = new Map();
  const watchers = given.plans.map((plan) => ({ plan, watcher: new ModelWatcher(contents) }));
  const following = watchers.map(({ plan, watcher }) => {
    const showsAll = Object.keys(plan.filter).length === 0;
    return follow(watcher, watched, plan, () => showsAll && checkCounts(watcher));
  });
  await pump(clock, Promise.all([tellAll(ledgers, store, watched, given), ...following]));
  const calm = openLedger({ store, clock });
  for (const { plan, watcher } of watchers) {
    expect(watcher.shown).toEqual(await whatIsToBeShown(calm, run, plan.filter));
  }
  for (const ledger of ledgers) {
    expect(ledger.stats()).toMatchObject({ views: { watched: 0 }, watches: { actions: 0 } });
    expect(ledger.stats().views.idleBytes).toBeLessThanOrEqual(idleViewBytes);
  }
  expect(clock.pending).toBe(0);
}

test.each(stores)(
  "$name: whoever watches, from when, through which filter, how slowly, with whatever cuts, faults and lost hints, ends with what a query gives",
  async (kind) => {
    const store = await kind.open();
    let count = 0;
    const property = fc.asyncProperty(scenario, async (given) => {
      count += 1;
      await happen(`r${count}`, store, given);
    });
    await fc.assert(property, { numRuns: kind.numRuns });
  },
  120_000,
);
