import { Ends, Outcome, Role } from "@runledger/proto/lifecycle/v1";
import type { LifecycleEnds, LifecycleOutcome, LifecycleRole } from "./lifecycle.ts";

// A name that the schema adds breaks the build here until it has a word.
type Words<Names, Word> = Readonly<Record<Exclude<keyof Names, "UNSPECIFIED">, Word>>;

const roles: Words<typeof Role, LifecycleRole> = {
  ABSENT: "absent",
  PENDING: "pending",
  ACTIVE: "active",
  AWAITING_SIGNAL: "awaiting_signal",
  ENDING: "ending",
  TERMINAL: "terminal",
};

const ends: Words<typeof Ends, LifecycleEnds> = { ATTEMPT: "attempt", SUBJECT: "subject" };

const outcomes: Words<typeof Outcome, LifecycleOutcome> = {
  SUCCESS: "success",
  FAILURE: "failure",
  ABORTED: "aborted",
  NEUTRAL: "neutral",
};

/**
 * Puts a role into a word; undefined for ROLE_UNSPECIFIED and for roles that this program doesn't
 * know.
 */
export function roleWord(role: number): LifecycleRole | undefined {
  return wordOf(Role, roles, role);
}

/** Puts what a value ends into a word; undefined where it ends nothing. */
export function endsWord(value: number): LifecycleEnds | undefined {
  return wordOf(Ends, ends, value);
}

/** Puts an outcome into a word; undefined where there is none. */
export function outcomeWord(outcome: number): LifecycleOutcome | undefined {
  return wordOf(Outcome, outcomes, outcome);
}

function wordOf<Word>(
  numbers: Readonly<Record<string, number>>,
  words: Readonly<Record<string, Word>>,
  number: number,
): Word | undefined {
  const name = Object.keys(numbers).find((key) => numbers[key] === number);
  return name === undefined ? undefined : words[name];
}
