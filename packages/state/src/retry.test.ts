import { create } from "@bufbuild/protobuf";
import {
  AbortRequestSchema,
  ActionMetadataSchema,
  type ActionRecord,
} from "@runledger/proto/run/v1";
import { describe, expect, test } from "vitest";
import { emptyRecord } from "./empty-record.ts";
import { isFinal } from "./is-final.ts";
import { isSettled } from "./is-settled.ts";
import { isTerminal } from "./is-terminal.ts";
import { MAX_ATTEMPTS, attemptLimit, attemptsRemaining, mayRetry } from "./retry.ts";
import { canBeFollowed, declaredSteps, stepOf } from "./testing/declared-steps.ts";
import { recordOf } from "./testing/record-of.ts";
import { report } from "./testing/report.ts";

const phases = declaredSteps
  .filter(({ isAbsent }) => !isAbsent)
  .map(({ number, name }) => ({ phase: number, name }));
const limits = [0, 1, 2].map((maxAttempts) => create(ActionMetadataSchema, { maxAttempts }));

function aborted(record: ActionRecord): ActionRecord {
  return { ...record, abort: create(AbortRequestSchema) };
}

describe.each(phases)("an action in $name", ({ phase }) => {
  const record = recordOf([report({ phase })]);
  const { isTerminal: terminal, endsSubject } = stepOf(phase);

  test.each(limits)("of at most $maxAttempts attempts (0: not said)", (metadata) => {
    const { maxAttempts } = metadata;
    const mayBeTriedAgain = canBeFollowed(phase) && maxAttempts !== 1;
    expect(mayRetry(record, metadata)).toBe(mayBeTriedAgain);
    expect(isFinal(record, metadata)).toBe(terminal && (endsSubject || maxAttempts !== 2));
    expect(isSettled(record, metadata, 0)).toBe(isFinal(record, metadata));
    expect(isSettled(record, metadata, 1)).toBe(false);
    expect(isTerminal(phase)).toBe(terminal);
  });

  test("is final once its abort was requested and its attempt has ended", () => {
    expect(isFinal(aborted(record), limits[2])).toBe(terminal);
    expect(mayRetry(aborted(record), limits[2])).toBe(false);
    expect(attemptsRemaining(aborted(record), limits[2])).toBe(0);
  });

  test("has the attempts left that it has not used", () => {
    expect(attemptsRemaining(record, limits[2])).toBe(endsSubject ? 0 : 1);
    expect(attemptsRemaining(record, limits[1])).toBe(0);
    expect(attemptsRemaining(record, undefined)).toBe(endsSubject ? 0 : undefined);
  });
});

test("an action of which nothing is known is not final and may begin", () => {
  expect(isFinal(emptyRecord(), undefined)).toBe(false);
  expect(mayRetry(emptyRecord(), undefined)).toBe(true);
  expect(isTerminal(99)).toBe(false);
});

test("the limit is what was declared, or else the most that can be", () => {
  expect(attemptLimit(limits[2])).toBe(2);
  expect(attemptLimit(limits[0])).toBe(MAX_ATTEMPTS);
  expect(attemptLimit(undefined)).toBe(MAX_ATTEMPTS);
});
