import { ActionPhase } from "@runledger/proto/core/v1";
import type { PhaseTransition } from "@runledger/proto/run/v1";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { at } from "../testing/at.ts";
import { mergeTransitions } from "./merge-transitions.ts";

type Told = readonly [phase: ActionPhase, time?: number];

/** Merges what is told, one after the other, and gives phase, begin and end of each, in seconds. */
function merged(...told: Told[]): unknown[] {
  let known: PhaseTransition[] = [];
  for (const [phase, time] of told) {
    known = mergeTransitions(known, phase, time === undefined ? undefined : at(time));
  }
  return known.map(({ phase, startTime, endTime }) => [
    phase,
    secondsOf(startTime),
    secondsOf(endTime),
  ]);
}

function secondsOf(time: Timestamp | undefined): number | undefined {
  return time === undefined ? undefined : Number(time.seconds);
}

const { QUEUED, INITIALIZING, RUNNING, SUCCEEDED, PAUSED } = ActionPhase;

test("each phase ends where the next one begins, and a terminal one at once", () => {
  expect(merged([RUNNING, 5], [SUCCEEDED, 9], [QUEUED, 1])).toEqual([
    [QUEUED, 1, 5],
    [RUNNING, 5, 9],
    [SUCCEEDED, 9, 9],
  ]);
});

test("they stand in the order of the lifecycle, not of their numbers", () => {
  expect(merged([SUCCEEDED, 9], [PAUSED, 2])).toEqual([
    [PAUSED, 2, 9],
    [SUCCEEDED, 9, 9],
  ]);
});

test("the earliest time told of a phase stands", () => {
  expect(merged([RUNNING, 5], [RUNNING, 3], [RUNNING, 4])).toEqual([[RUNNING, 3, undefined]]);
});

test("a phase without a time is known all the same, and passed over for the end of the one before", () => {
  expect(merged([QUEUED, 1], [INITIALIZING], [RUNNING, 4])).toEqual([
    [QUEUED, 1, 4],
    [INITIALIZING, undefined, 4],
    [RUNNING, 4, undefined],
  ]);
});

test("a time told later fills in, and moves the end of the phase before", () => {
  expect(merged([QUEUED, 1], [RUNNING], [SUCCEEDED, 9], [RUNNING, 4])).toEqual([
    [QUEUED, 1, 4],
    [RUNNING, 4, 9],
    [SUCCEEDED, 9, 9],
  ]);
});

test("clocks that disagree never end a phase before it began", () => {
  expect(merged([QUEUED, 7], [RUNNING, 3], [SUCCEEDED, 9])).toEqual([
    [QUEUED, 7, 7],
    [RUNNING, 3, 9],
    [SUCCEEDED, 9, 9],
  ]);
});

test("what didn't change is shared with what was known", () => {
  const known = mergeTransitions(mergeTransitions([], QUEUED, at(1)), RUNNING, at(2));
  const next = mergeTransitions(known, SUCCEEDED, at(3));
  expect(next[0]).toBe(known[0]);
  expect(known).toHaveLength(2);
});
