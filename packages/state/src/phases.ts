import type { LifecycleOutcome, LifecycleValue } from "@runledger/lifecycle";
import type { ActionPhase } from "@runledger/proto/core/v1";
import { actionPhaseLifecycle as lifecycle } from "./lifecycles.ts";

// The few phases that the ledger itself has to name are found here by what they are, never by their names.

/** The phase of an action of which nothing is known. */
export const absentPhase: ActionPhase = /*@__PURE__*/ only(({ role }) => role === "absent");

/** The phase in which an action begins, and in which another attempt is queued. */
export const initialPhase: ActionPhase = lifecycle.initial;

/** The phase in which a condition waits for its signal. */
export const awaitingPhase: ActionPhase = /*@__PURE__*/ only(
  ({ role }) => role === "awaiting_signal",
);

/** The phase in which an abort leaves an action. */
export const abortedPhase: ActionPhase = /*@__PURE__*/ only(({ outcome }) => outcome === "aborted");

/** The phase in which a signal leaves a condition. */
export const signalledPhase: ActionPhase = /*@__PURE__*/ only(
  ({ number, outcome }) => outcome === "success" && lifecycle.canFollow(awaitingPhase, number),
);

/** The phase of an action whose result was taken over from an earlier run: a success that no attempt of its own has led to. */
export const recoveredPhase: ActionPhase = /*@__PURE__*/ only(
  ({ outcome, startsAttempt }) => outcome === "success" && !startsAttempt,
);

/** Tells how a phase counts; undefined if it isn't terminal, or not one of the schema. */
export function outcomeOf(phase: number): LifecycleOutcome | undefined {
  return lifecycle.of(phase)?.outcome;
}

/** Tells whether an action in this phase has not begun to work: it is absent or pending. */
export function isBeforeWork(phase: number): boolean {
  const role = lifecycle.of(phase)?.role;
  return role === undefined || role === "absent" || role === "pending";
}

function only(matches: (value: LifecycleValue<ActionPhase>) => boolean): ActionPhase {
  const [value, ...others] = lifecycle.values.filter(matches);
  if (value === undefined || others.length > 0) {
    throw new Error(
      `${lifecycle.typeName} must have exactly one value for each phase that the ledger sets itself.`,
    );
  }
  return value.number;
}
