import { create } from "@bufbuild/protobuf";
import {
  type ActionMetadata,
  ActionMetadataSchema,
  type ActionRecord,
} from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attemptOf, phaseOf } from "./current.ts";
import { foldReport } from "./fold.ts";
import { isFinal } from "./is-final.ts";
import { arbitraryStream } from "./testing/arbitrary-stream.ts";
import { declaredSteps, leadsTo, stepOf } from "./testing/declared-steps.ts";
import { deepFreeze } from "./testing/deep-freeze.ts";
import { type Fold, foldStream } from "./testing/fold-stream.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";

const anyMetadata = fc
  .constantFrom(0, 0, 1, 2, 3)
  .map((maxAttempts) => create(ActionMetadataSchema, { maxAttempts }));
const streams = fc.record({ events: arbitraryStream, metadata: anyMetadata });
const many = { numRuns: 1000 };

/** Milliseconds. Far more than a thousand streams take, for machines that do other things beside. */
const timeout = 60_000;

describe("any stream of reports, legal or not", { timeout }, () => {
  test("never moves an action back: its attempt and its phase only go on", () => {
    fc.assert(
      fc.property(streams, ({ events, metadata }) => {
        const folds = foldStream(events, metadata);
        expect(folds.filter(({ before, after }) => !staysOrGoesOn(before, after))).toEqual([]);
        expect(folds.filter((fold) => isSaidToMove(fold) !== hasMoved(fold))).toEqual([]);
      }),
      many,
    );
  });

  test("never moves an action whose phase ends it, nor one that has no attempts left", () => {
    fc.assert(
      fc.property(streams, ({ events, metadata }) => {
        // One that was merely said to be the last may be followed after all.
        const isUsedUp = (before: ActionRecord): boolean =>
          metadata.maxAttempts > 0 && attemptOf(before) >= metadata.maxAttempts;
        const isStuck = ({ before }: Fold): boolean =>
          stepOf(phaseOf(before)).endsSubject || (isUsedUp(before) && isFinal(before, metadata));
        expect(foldStream(events, metadata).filter(isStuck).filter(hasMoved)).toEqual([]);
      }),
      many,
    );
  });

  test("tells in each refusal where the action is, what was reported and what would have been news", () => {
    fc.assert(
      fc.property(streams, ({ events, metadata }) => {
        for (const { before, event, result } of foldStream(deepFreeze(events), metadata)) {
          if (!("rule" in result)) continue;
          expect(result).toMatchObject({
            message: expect.stringMatching(/^(phase|attempt|version): /),
            from: phaseOf(before),
            fromAttempt: attemptOf(before),
            reported: event.phase,
            legal: newsOf(before, metadata, event.attempt),
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  test("is a legal story in what it takes of it: any order of that ends the same", () => {
    const taken = streams.chain(({ events, metadata }) => {
      const folds = foldStream(events, metadata).filter(({ result }) => "record" in result);
      const inOrder = folds.map(({ event }) => event);
      return fc.record({
        inOrder: fc.constant(inOrder),
        anew: fc.shuffledSubarray(inOrder, { minLength: inOrder.length }),
        metadata: fc.constant(metadata),
      });
    });
    fc.assert(
      fc.property(taken, ({ inOrder, anew, metadata }) => {
        expect(recordOf(anew, metadata)).toEqual(recordOf(inOrder, metadata));
      }),
      many,
    );
  });
});

/** Finds by trying which phases would have been taken as news of an attempt; of the current one, if there is no such. */
function newsOf(record: ActionRecord, metadata: ActionMetadata, reported: number): number[] {
  const current = attemptOf(record);
  const attempt = reported || Math.max(1, current);
  const news = attempt < current ? "late" : "moved";
  return byRank.filter(
    (phase) => foldReport(record, metadata, report({ attempt, phase })).kind === news,
  );
}

/** The phases of the proto, by the longest way to each and then by number. */
const byRank = declaredSteps
  .map(({ number }) => number)
  .toSorted((a, b) => longestWayTo(a) - longestWayTo(b) || a - b);

function longestWayTo(phase: number): number {
  const before = declaredSteps.filter(({ followedBy }) => followedBy.includes(phase));
  return Math.max(-1, ...before.map(({ number }) => longestWayTo(number))) + 1;
}

function staysOrGoesOn(before: ActionRecord, after: ActionRecord): boolean {
  const [from, to] = [phaseOf(before), phaseOf(after)];
  if (attemptOf(after) !== attemptOf(before)) return attemptOf(after) > attemptOf(before);
  return from === to || leadsTo(from, to);
}

function hasMoved({ before, after }: Fold): boolean {
  return attemptOf(before) !== attemptOf(after) || phaseOf(before) !== phaseOf(after);
}

/** What the result says must be so: that it moved, and from where to where. */
function isSaidToMove({ before, after, result }: Fold): boolean {
  if (!("record" in result)) return false;
  expect(result).toMatchObject({ from: phaseOf(before), to: phaseOf(after) });
  expect(result.attempt).toBe(attemptOf(after));
  return result.kind === "moved";
}
