import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ledger } from "./ledger.ts";
import { openLedger } from "./open-ledger.ts";
import { anyTelling, arbitraryRun, type Step } from "./testing/arbitrary-run.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { runId } from "./testing/messages.ts";
import { openMemory } from "./testing/open.ts";
import { stateOfRun } from "./testing/state-of-run.ts";
import { type Answer, tellBatch } from "./testing/tell-run.ts";

/** A run's story, how else it is told, and over how many ledgers and callers. */
const tellings = arbitraryRun.chain((story) =>
  fc.record({
    story: fc.constant(story),
    telling: anyTelling(story),
    callers: fc.integer({ min: 1, max: 4 }),
    cachedActions: fc.constantFrom(0, 2, 10_000),
  }),
);

function isTaken({ kind }: Answer): boolean {
  return kind !== "rejected" && kind !== "conflict" && kind !== "refused";
}

/** Has callers tell batches at the same time, each its own share of them, over ledgers that know nothing of each other. */
async function tellAtOnce(
  ledgers: readonly Ledger[],
  run: string,
  batches: readonly Step[][],
  callers: number,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const tell = async (caller: number): Promise<void> => {
    const ledger = ledgers[caller % ledgers.length];
    for (let index = caller; index < batches.length; index += callers) {
      if (ledger) answers.push(...(await tellBatch(ledger, run, batches[index] ?? [])));
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => tell(caller)));
  return answers;
}

describe("order doesn't matter", () => {
  test("any order, any repeats, any batches, any callers: the same rows, and every report stored once", async () => {
    const store = await openMemory();
    let count = 0;
    const property = fc.asyncProperty(
      tellings,
      async ({ cachedActions, callers, story, telling }) => {
        count += 1;
        const [inOrder, anyhow] = [`in-order-${count}`, `anyhow-${count}`];
        const clock = new ManualClock();
        const ledgers = [1, 2].map(() => openLedger({ store, clock, limits: { cachedActions } }));
        const ledger = ledgers[0];
        if (ledger === undefined) return;
        for (const step of story.steps) await tellBatch(ledger, inOrder, [step]);
        const answers = await tellAtOnce(ledgers, anyhow, telling, callers);

        expect(answers.filter((answer) => !isTaken(answer))).toEqual([]);
        expect(await stateOfRun(ledger, store, anyhow)).toEqual(
          await stateOfRun(ledger, store, inOrder),
        );
        await checkRevisions(ledger, anyhow, story.reports);
      },
    );
    await fc.assert(property, { numRuns: 150 });
  }, 120_000);
});

/** Checks that every report is stored once, under a revision of its own, and that the run is at the highest. */
async function checkRevisions(ledger: Ledger, run: string, reports: number): Promise<void> {
  const { items: events } = await ledger.listEvents(runId(run), { limit: 1000 });
  const revisions = events.map(({ revision }) => revision);
  expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => Number(a - b)));
  const keys = events.map(({ event }) =>
    [event?.id?.name, event?.attempt, event?.phase, event?.version].join(" "),
  );
  expect(new Set(keys).size).toBe(keys.length);
  expect(events.filter(({ event }) => event?.producer !== "runledger")).toHaveLength(reports);
  const { items: actions } = await ledger.listActions(runId(run));
  const highest = actions.map(({ status }) => Number(status?.revision));
  expect(Math.max(...highest)).toBe(Number((await ledger.getRun(runId(run)))?.revision));
  expect(new Set(highest).size).toBe(highest.length);
}
