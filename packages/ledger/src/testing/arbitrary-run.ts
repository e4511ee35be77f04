import { type ActionDeclaration, ActionType } from "@runledger/proto";
import { ROOT_ACTION, actionPhaseLifecycle as lifecycle } from "@runledger/state";
import * as fc from "fast-check";
import type { Report } from "../report.ts";
import { type Told, at, declaration, report } from "./messages.ts";

/** One thing that a ledger is told of a run. The run's name is still to be filled in. */
export type Step =
  | { readonly kind: "report"; readonly report: Report }
  | { readonly kind: "declare"; readonly declaration: ActionDeclaration };

/** A legal story of one run: of its root, and of some actions in a tree below it. */
export interface RunStory {
  readonly steps: readonly Step[];
  /** How many reports it holds, each of another key. */
  readonly reports: number;
}

const word = fc.constantFrom("", "a", "b");
const time = fc.integer({ min: 0, max: 30 }).map(at);

const arbitraryTold: fc.Arbitrary<Told> = fc.record(
  {
    updatedTime: time,
    reportedTime: time,
    endTime: time,
    cluster: word,
    producer: word,
    cacheStatus: fc.nat(2),
    outputs: fc.record({ outputUri: word }),
    error: fc.record({ code: word, message: word, kind: fc.nat(2) }),
    logInfo: fc.array(fc.record({ name: word, uri: word }), { maxLength: 2 }),
    clusterEvents: fc.array(fc.record({ occurredAt: time, message: word }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Told>;

const version = fc.record({ version: fc.nat(3), told: arbitraryTold });

const phaseSeed = fc.record({
  pick: fc.nat(),
  versions: fc.uniqueArray(version, {
    selector: (each) => each.version,
    minLength: 1,
    maxLength: 2,
  }),
});

const attemptSeed = fc.record({
  gap: fc.constantFrom(0, 0, 0, 1),
  phases: fc.array(phaseSeed, { minLength: 1, maxLength: 4 }),
});

type AttemptSeed = typeof attemptSeed extends fc.Arbitrary<infer T> ? T : never;

const actionSeed = fc.record({
  attempts: fc.array(attemptSeed, { maxLength: 3 }),
  declared: fc.boolean(),
  parent: fc.nat(),
  moreAttempts: fc.constantFrom(undefined, 0, 1),
});

/** Legal stories of a run, in an order in which it may have happened. */
export const arbitraryRun: fc.Arbitrary<RunStory> = fc
  .array(actionSeed, { minLength: 1, maxLength: 5 })
  .map((seeds) => {
    const steps: Step[] = [];
    let reports = 0;
    for (const [index, seed] of seeds.entries()) {
      const name = index === 0 ? ROOT_ACTION : `x${index}`;
      const told = reportsOf(name, seed.attempts);
      if (seed.declared || told.length === 0) steps.push(declare(name, index, seed, told));
      for (const each of told) steps.push({ kind: "report", report: each });
      reports += told.length;
    }
    return { steps, reports };
  });

/** Any order of a story's steps, with any of them repeated, cut into any batches. */
export function anyTelling({ steps }: RunStory): fc.Arbitrary<Step[][]> {
  return fc.subarray([...steps]).chain((repeats) => {
    const all = [...steps, ...repeats];
    const cuts = fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length });
    return fc
      .tuple(fc.shuffledSubarray(all, { minLength: all.length }), cuts)
      .map(([order, cut]) => cutInto(order, cut));
  });
}

function cutInto(steps: readonly Step[], cuts: readonly boolean[]): Step[][] {
  const batches: Step[][] = [[]];
  for (const [index, step] of steps.entries()) {
    if (cuts[index]) batches.push([]);
    batches.at(-1)?.push(step);
  }
  return batches.filter((batch) => batch.length > 0);
}

function declare(
  name: string,
  index: number,
  { moreAttempts, parent }: { readonly moreAttempts: number | undefined; readonly parent: number },
  told: readonly Report[],
): Step {
  const last = Math.max(1, ...told.map(({ event }) => event.attempt));
  const maxAttempts = moreAttempts === undefined ? 0 : last + moreAttempts;
  // Below the root, or an action told of before it in the story, so that there is no ring.
  const above = parent % Math.max(1, index);
  const metadata = {
    maxAttempts,
    actionType: ActionType.TASK,
    ...(index > 1 && above > 0 ? { parent: `x${above}` } : {}),
  };
  return { kind: "declare", declaration: declaration(name, { metadata, createdTime: at(1) }) };
}

function reportsOf(name: string, attempts: readonly AttemptSeed[]): Report[] {
  const reports: Report[] = [];
  let attempt = 0;
  for (const [index, { gap, phases }] of attempts.entries()) {
    attempt += 1 + gap;
    let known: number | undefined;
    for (const { pick, versions } of phases) {
      const choices = choicesOf(known, attempt, index === attempts.length - 1);
      known = choices[pick % Math.max(1, choices.length)];
      if (known === undefined) break;
      for (const each of versions) {
        reports.push(report("", name, known, { ...each.told, attempt, version: each.version }));
      }
    }
  }
  return reports;
}

/** The phases that may come next in an attempt of a legal story. */
function choicesOf(known: number | undefined, attempt: number, isLast: boolean): number[] {
  return lifecycle.values
    .map(({ number }) => number)
    .filter((phase) => !lifecycle.isAbsent(phase))
    .filter((phase) => attempt === 1 || lifecycle.canStartAttempt(phase))
    .filter((phase) => known === undefined || lifecycle.reachable(known, phase))
    .filter((phase) => isLast || lifecycle.mayRetry(phase));
}
