import { create } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type ActionDeclaration,
  ActionDeclarationSchema,
  type ActionEvent,
} from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { ledgerReport } from "../ledger-report.ts";
import { abortedPhase, awaitingPhase, initialPhase } from "../phases.ts";
import { type Told, arbitraryTold } from "./arbitrary-report.ts";
import { at } from "./at.ts";
import { canBeFollowed, declaredSteps, leadsTo, stepOf } from "./declared-steps.ts";
import { report } from "./report.ts";

/** One thing that the ledger is told. */
export type Step =
  | { readonly kind: "report"; readonly event: ActionEvent }
  | {
      readonly kind: "declaration";
      readonly declaration: ActionDeclaration;
      readonly time: Timestamp;
    };

/** A legal story of one action, in the order in which it happened. */
export interface Story {
  readonly maxAttempts: number;
  readonly steps: readonly Step[];
}

/** How one attempt went: choices among what the lifecycle allows. */
interface AttemptSeed {
  /** How many attempts before this one nobody has told of. */
  readonly gap: number;
  /** For each phase: which of the possible ones, and what was told of it, version by version. */
  readonly walk: readonly { readonly pick: number; readonly versions: readonly VersionSeed[] }[];
}

interface VersionSeed {
  readonly version: number;
  readonly told: Told;
}

const versionSeeds = fc.uniqueArray(fc.record({ version: fc.nat(5), told: arbitraryTold }), {
  selector: ({ version }) => version,
  minLength: 1,
  maxLength: 3,
});

const attemptSeed: fc.Arbitrary<AttemptSeed> = fc.record({
  gap: fc.constantFrom(0, 0, 0, 1, 2),
  walk: fc.array(fc.record({ pick: fc.nat(), versions: versionSeeds }), {
    minLength: 1,
    maxLength: 6,
  }),
});

/** Legal stories of one action: several attempts, versions, the ledger's own reports, a declaration. */
export const arbitraryStory: fc.Arbitrary<Story> = fc
  .record({
    attempts: fc.array(attemptSeed, { minLength: 1, maxLength: 4 }),
    isCondition: fc.boolean(),
    isDeclared: fc.boolean(),
    isQueuedByLedger: fc.boolean(),
    isAborted: fc.boolean(),
    moreAttempts: fc.constantFrom(0, 1, undefined),
  })
  .map((seed) => {
    const reports = reportsOf(seed.attempts, seed.isCondition && seed.isDeclared);
    const last = reports.at(-1);
    const steps: Step[] = reports.map((event) => ({ kind: "report", event }));
    if (seed.isAborted && last !== undefined && !stepOf(last.phase).isTerminal) {
      steps.push({ kind: "report", event: ledgerReport(last.attempt, abortedPhase, at(15)) });
    }
    if (seed.isQueuedByLedger) {
      steps.unshift({ kind: "report", event: ledgerReport(1, initialPhase, undefined) });
    }
    const maxAttempts =
      seed.moreAttempts === undefined ? 0 : (last?.attempt ?? 1) + seed.moreAttempts;
    if (seed.isDeclared) steps.unshift(declarationOf(maxAttempts, seed.isCondition));
    return { maxAttempts: seed.isDeclared ? maxAttempts : 0, steps };
  });

/** Any order of a story's steps, with any of them repeated. */
export function anyOrderOf(steps: readonly Step[]): fc.Arbitrary<Step[]> {
  return fc.subarray([...steps]).chain((repeats) => {
    const all = [...steps, ...repeats];
    return fc.shuffledSubarray(all, { minLength: all.length });
  });
}

function reportsOf(attempts: readonly AttemptSeed[], isCondition: boolean): ActionEvent[] {
  const reports: ActionEvent[] = [];
  let number = 0;
  for (const [index, { gap, walk }] of attempts.entries()) {
    number += 1 + gap;
    const isLast = index === attempts.length - 1;
    let known: number | undefined;
    for (const { pick, versions } of walk) {
      const choices = choicesOf(known, number, isLast, isCondition);
      const phase = choices[pick % Math.max(1, choices.length)];
      if (phase === undefined) break;
      for (const { version, told } of versions) {
        reports.push(report({ ...told, attempt: number, phase, version }));
      }
      known = phase;
    }
  }
  return reports;
}

/** The phases that may come next in an attempt of a legal story. */
function choicesOf(
  known: number | undefined,
  attempt: number,
  isLast: boolean,
  isCondition: boolean,
): number[] {
  return declaredSteps
    .filter(({ isAbsent, startsAttempt }) => !isAbsent && (attempt === 1 || startsAttempt))
    .map(({ number }) => number)
    .filter((phase) => known === undefined || leadsTo(known, phase))
    .filter((phase) => isLast || canBeFollowed(phase))
    .filter((phase) => attempt > 1 || !isCondition || fitsWaiting(phase));
}

/** A condition waits from the start, so what is told of its first attempt must come before or after that. */
function fitsWaiting(phase: number): boolean {
  return phase === awaitingPhase || leadsTo(phase, awaitingPhase) || leadsTo(awaitingPhase, phase);
}

function declarationOf(maxAttempts: number, isCondition: boolean): Step {
  const declaration = create(ActionDeclarationSchema, {
    name: "a1",
    metadata: { maxAttempts, group: "g" },
    spec: isCondition
      ? { case: "condition", value: { name: "approve" } }
      : { case: "task", value: { shortName: "train" } },
  });
  return { kind: "declaration", declaration, time: at(1) };
}
