import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ledger } from "./ledger.ts";
import { openLedger } from "./open-ledger.ts";
import { anyTelling, arbitraryRun, type Step } from "./testing/arbitrary-run.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { report, runId } from "./testing/messages.ts";
import { openFile, openMemory } from "./testing/open.ts";
import { RUNNING } from "./testing/phases.ts";
import { stateOfRun } from "./testing/state-of-run.ts";
import { stores } from "./testing/stores.ts";
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
  test.each(stores)(
    "$name: any order, any repeats, any batches, any callers: the same rows, and every report stored once",
    async (kind) => {
      const store = await kind.open();
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
      await fc.assert(property, { numRuns: kind.numRuns });
    },
    120_000,
  );
});

/** How many other reports come between two steps of a story: a batch is written in parts of 125. */
const fillings = arbitraryRun.chain((story) =>
  fc.record({
    story: fc.constant(story),
    between: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 }),
  }),
);

/** Puts so many reports on another action before each step. */
function fill(steps: readonly Step[], between: readonly number[]): Step[][] {
  let version = 0;
  const filler = (): Step => ({
    kind: "report",
    report: report("", "filler", RUNNING, { version: (version += 1) }),
  });
  return steps.flatMap((step, index) => {
    const length = between[index % between.length] ?? 0;
    return [Array.from({ length }, filler), [step]];
  });
}

describe.each([
  { where: "in memory", openStoreThere: openMemory, numRuns: 20 },
  { where: "in a file, with threads", openStoreThere: openFile, numRuns: 3 },
])("a batch that is written in parts, $where", ({ openStoreThere, numRuns }) => {
  test("ends as its reports do one by one, wherever it is parted", async () => {
    const store = await openStoreThere();
    let count = 0;
    const property = fc.asyncProperty(fillings, async ({ between, story }) => {
      count += 1;
      const [single, parted] = [`single-${count}`, `parted-${count}`];
      const ledger = openLedger({ store, clock: new ManualClock() });
      const batches = fill(story.steps, between);
      for (const batch of batches) await tellBatch(ledger, single, batch);
      const answers = await tellBatch(ledger, parted, batches.flat());
      expect(answers.filter((answer) => !isTaken(answer))).toEqual([]);
      expect(await stateOfRun(ledger, store, parted)).toEqual(
        await stateOfRun(ledger, store, single),
      );
    });
    await fc.assert(property, { numRuns });
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
