import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LedgerError } from "./ledger-error.ts";
import type { Ledger } from "./ledger.ts";
import { openLedger } from "./open-ledger.ts";
import { anyTelling, arbitraryRun, type Step } from "./testing/arbitrary-run.ts";
import { type Faults, faultyStore } from "./testing/faulty-store.ts";
import { follow, type Watched, type WatchPlan } from "./testing/follow.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { because, runId } from "./testing/messages.ts";
import { type Contents, ModelWatcher } from "./testing/model-watcher.ts";
import { openMemory } from "./testing/open.ts";
import { pump, turns } from "./testing/pump.ts";
import { seededBytes } from "./testing/seeded-bytes.ts";
import { tellBatch } from "./testing/tell-run.ts";
import { countPhases, whatIsToBeShown } from "./testing/what-is-to-be-shown.ts";

const filter = fc.record(
  {
    phases: fc.uniqueArray(fc.integer({ min: 1, max: 10 }), { maxLength: 3 }),
    nameContains: fc.constantFrom("", "X", "1", "0"),
  },
  { requiredKeys: [] },
);

const plan: fc.Arbitrary<WatchPlan> = fc.record({
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
    plans: fc.array(plan, { minLength: 1, maxLength: 4 }),
    pause: fc.nat(4),
    idleViews: fc.nat(1),
    seed: fc.nat(),
    faults: fc.constantFrom<Faults>(
      {},
      { slowReads: 200 },
      { slowReads: 128, failedReads: 30, failedBefore: 60, failedWithin: 30, failedAfter: 30 },
    ),
  }),
);

/** Tells a ledger a batch until it is taken: a producer may repeat at will. */
async function tellUntilTaken(ledger: Ledger, run: string, batch: readonly Step[]): Promise<void> {
  for (;;) {
    try {
      await tellBatch(ledger, run, batch);
      return;
    } catch (error) {
      if (!(error instanceof LedgerError) || error.kind !== "unavailable") throw error;
      await turns(1);
    }
  }
}

async function abortUntilTaken(ledger: Ledger, run: string): Promise<void> {
  for (;;) {
    try {
      await ledger.abortRun(runId(run), because);
      return;
    } catch (error) {
      if (!(error instanceof LedgerError) || error.kind !== "unavailable") throw error;
    }
  }
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

describe("a watch misses nothing", () => {
  test("whoever watches, from when, through which filter, how slowly, with whatever cuts and faults, ends with what a query gives", async () => {
    const store = await openMemory();
    let count = 0;
    const property = fc.asyncProperty(
      scenario,
      async ({ faults, idleViews, pause, plans, seed, telling }) => {
        count += 1;
        const clock = new ManualClock();
        const random = seededBytes(seed);
        const faulty = faultyStore(store, faults, () => random(1)[0] ?? 0);
        // Each hears only of what it wrote itself: of the rest by its polls.
        const ledgers = [1, 2, 3].map(() =>
          openLedger({ store: faulty, clock, limits: { idleViews } }),
        );
        const watched: Watched = { run: `r${count}`, ledgers, final: undefined };
        const contents: Contents = new Map();
        const watchers = plans.map((each) => ({ plan: each, watcher: new ModelWatcher(contents) }));
        const following = Promise.all(
          watchers.map(({ plan: each, watcher }) => {
            const showsAll = Object.keys(each.filter).length === 0;
            return follow(watcher, watched, each, () => showsAll && checkCounts(watcher));
          }),
        );
        const telling_ = (async () => {
          for (const [index, batch] of telling.entries()) {
            await tellUntilTaken(ledgers[index % 2] as Ledger, watched.run, batch);
            await turns(pause);
          }
          await abortUntilTaken(ledgers[0] as Ledger, watched.run);
          const run = await store.getRun({ project: "project", domain: "test", name: watched.run });
          expect(run).toMatchObject({ settled: true, openCount: 0 });
          watched.final = run?.revision;
        })();
        await pump(clock, Promise.all([telling_, following]));
        const [calm] = [openLedger({ store, clock })];
        for (const { plan: each, watcher } of watchers) {
          expect(watcher.shown).toEqual(await whatIsToBeShown(calm, watched.run, each.filter));
        }
        for (const ledger of ledgers) {
          expect(ledger.stats()).toMatchObject({ views: { watched: 0 }, watches: { actions: 0 } });
          expect(ledger.stats().views.idle).toBeLessThanOrEqual(idleViews);
        }
        expect(clock.pending).toBe(0);
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });
});
