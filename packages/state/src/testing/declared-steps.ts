import { getOption } from "@bufbuild/protobuf";
import { ActionPhaseSchema } from "@runledger/proto/core/v1";
import { Ends, Outcome, Role, step } from "@runledger/proto/lifecycle/v1";

/** A phase as the proto declares it. Read here by itself, so that the tests don't ask what they test. */
export interface DeclaredStep {
  readonly number: number;
  readonly name: string;
  readonly isAbsent: boolean;
  readonly endsSubject: boolean;
  readonly isTerminal: boolean;
  readonly isFailure: boolean;
  readonly retryable: boolean;
  readonly startsAttempt: boolean;
  readonly followedBy: readonly number[];
}

/** All values of ActionPhase, as the proto declares them. */
export const declaredSteps: readonly DeclaredStep[] = ActionPhaseSchema.values.map((value) => {
  const own = getOption(value, step);
  return {
    number: value.number,
    name: value.localName,
    isAbsent: own.role === Role.ABSENT,
    endsSubject: own.ends === Ends.SUBJECT,
    isTerminal: own.role === Role.TERMINAL,
    isFailure: own.outcome === Outcome.FAILURE,
    retryable: own.retryable,
    startsAttempt: own.startsAttempt,
    followedBy: own.followedBy.map((name) => numberOf(name)),
  };
});

/** Gets a phase as the proto declares it; one that follows nothing for a number that is no phase. */
export function stepOf(number: number): DeclaredStep {
  const known = declaredSteps.find((declared) => declared.number === number);
  return (
    known ?? {
      number,
      name: String(number),
      isAbsent: false,
      endsSubject: false,
      isTerminal: false,
      isFailure: false,
      retryable: false,
      startsAttempt: false,
      followedBy: [],
    }
  );
}

/** Walks the edges to find whether one phase leads to another, over one edge or more. */
export function leadsTo(from: number, to: number): boolean {
  return stepOf(from).followedBy.some((next) => next === to || leadsTo(next, to));
}

/** Walks the edges to find whether another attempt can follow a phase, at once or later. */
export function canBeFollowed(phase: number): boolean {
  const { retryable, followedBy } = stepOf(phase);
  return retryable || followedBy.some((next) => canBeFollowed(next));
}

function numberOf(name: string): number {
  const value = ActionPhaseSchema.values.find((candidate) => candidate.name === name);
  if (value === undefined) throw new Error(`ActionPhase has no value ${name}.`);
  return value.number;
}
