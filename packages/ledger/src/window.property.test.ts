import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LedgerError } from "./ledger-error.ts";
import type { Ledger } from "./ledger.ts";
import { openLedger } from "./open-ledger.ts";
import { anyTelling, arbitraryRun } from "./testing/arbitrary-run.ts";
import { faultyStore } from "./testing/faulty-store.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { because, runId } from "./testing/messages.ts";
import { ModelWindow } from "./testing/model-window.ts";
import { openMemory } from "./testing/open.ts";
import { pump, turns } from "./testing/pump.ts";
import { seededBytes } from "./testing/seeded-bytes.ts";
import { tellBatch } from "./testing/tell-run.ts";
import type { WatchWindowOptions } from "./watch-options.ts";

const names = ["a0", "X0", "x1", "x2", "x3", "x4", "x5", "x6"];

const arbitraryWindow: fc.Arbitrary<WatchWindowOptions> = fc.record({
  filter: fc.constantFrom({}, { nameContains: "1" }, { phases: [4, 5] }),
  order: fc.record({
    by: fc.constantFrom("number", "name", "startedAt", "endedAt"),
    descending: fc.boolean(),
  }),
  expanded: fc.subarray(names),
  anchor: fc.oneof(fc.record({ row: fc.nat(8) }), fc.record({ action: fc.constantFrom(...names) })),
  before: fc.nat(3),
  after: fc.nat(5),
});

/** A window, how long it stays, and on which ledger; how slow its client is, in turns of the event loop. */
const stay = fc.record({
  options: arbitraryWindow,
  frames: fc.integer({ min: 1, max: 4 }),
  ledger: fc.nat(1),
  slowness: fc.nat(4),
});

const scenario = arbitraryRun.chain((story) =>
  fc.record({
    telling: anyTelling(story),
    stays: fc.array(stay, { minLength: 1, maxLength: 6 }),
    seed: fc.nat(),
  }),
);

type Stay = typeof stay extends fc.Arbitrary<infer T> ? T : never;

/** Looks through one window after the other, taking along what it holds, and stays at the last to the run's last revision. */
async function look(
  ledgers: readonly Ledger[],
  run: string,
  stays: readonly Stay[],
  final: () => number | undefined,
): Promise<ModelWindow> {
  const model = new ModelWindow();
  for (const [index, each] of stays.entries()) {
    const isLast = index === stays.length - 1;
    // What is reported after a run has settled comes to who looks again.
    const isOver = (): boolean => !isLast || (final() !== undefined && model.settledAt === final());
    do {
      model.settledAt = undefined;
      await lookThrough(ledgers[each.ledger]!, run, model, each, isLast ? Infinity : each.frames);
      await turns(1);
    } while (!isOver());
  }
  return model;
}

async function lookThrough(
  ledger: Ledger,
  run: string,
  model: ModelWindow,
  { options, slowness }: Stay,
  frames: number,
): Promise<void> {
  const held = model.window === undefined ? {} : { held: model.held };
  let taken = 0;
  try {
    for await (const frame of ledger.watchWindow(runId(run), { ...options, ...held, wait: true })) {
      model.take(frame);
      taken += 1;
      if (taken >= frames) return;
      await turns(slowness);
    }
  } catch (error) {
    if (!(error instanceof LedgerError) || error.kind !== "unavailable") throw error;
  }
}

test("whoever moves a window about, on whatever ledger, with whatever faults, has what a new one shows, and nothing out of date", async () => {
  const store = await openMemory();
  let count = 0;
  const property = fc.asyncProperty(scenario, async (given) => {
    count += 1;
    const run = `r${count}`;
    const clock = new ManualClock();
    const random = seededBytes(given.seed);
    const faulty = faultyStore(store, { slowReads: 100, failedReads: 20 }, () => random(1)[0] ?? 0);
    const ledgers = [1, 2].map(() =>
      openLedger({ store: faulty, clock, limits: { idleViewBytes: 0 } }),
    );
    const writer = openLedger({ store, clock });
    let final: number | undefined;
    const tellAll = async (): Promise<void> => {
      for (const batch of given.telling) {
        await tellBatch(writer, run, batch);
        await turns(2);
      }
      await writer.abortRun(runId(run), because);
      final = Number((await writer.getRun(runId(run)))?.revision);
    };
    const looking = look(ledgers, run, given.stays, () => final);
    const [model] = await pump(clock, Promise.all([looking, tellAll()]));
    const last = given.stays.at(-1)?.options ?? {};
    const fresh = new ModelWindow();
    for await (const frame of writer.watchWindow(runId(run), last)) fresh.take(frame);
    expect(model.settledAt).toBe(fresh.settledAt);
    expect(model.actions).toEqual(fresh.actions);
    const { above, anchorRow, rows, totalRows } = fresh.window!;
    expect(model.window).toMatchObject({ above, anchorRow, rows, totalRows });
    for (const ledger of ledgers) {
      expect(ledger.stats()).toMatchObject({ views: { watched: 0 }, watches: { windows: 0 } });
    }
  });
  await fc.assert(property, { numRuns: 100 });
}, 120_000);
