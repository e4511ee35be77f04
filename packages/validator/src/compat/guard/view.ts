import type { Lifecycle, LifecycleEnds, LifecycleOutcome } from "@runledger/lifecycle";
import type { Known } from "./guard.ts";

/** What a reader sees of a subject and acts upon. */
export interface View {
  readonly attempt: number;
  readonly name: string | undefined;
  /** Whether it awaits a signal. */
  readonly awaitsSignal: boolean;
  /** What ended; undefined while nothing has. */
  readonly ends: LifecycleEnds | undefined;
  readonly outcome: LifecycleOutcome | undefined;
}

/** Sees what is known of a subject with the eyes of a reader who has this lifecycle. */
export function viewOf(lifecycle: Lifecycle, { attempt, value }: Known): View {
  const known = lifecycle.of(value);
  return {
    attempt,
    name: known?.name,
    awaitsSignal: lifecycle.awaitsSignal(value),
    ends: known?.ends,
    outcome: known?.outcome,
  };
}

/** Tells whether two readers see the same. */
export function sameView(a: View, b: View): boolean {
  return (
    a.attempt === b.attempt &&
    a.name === b.name &&
    a.awaitsSignal === b.awaitsSignal &&
    a.ends === b.ends &&
    a.outcome === b.outcome
  );
}
