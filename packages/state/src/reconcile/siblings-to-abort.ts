import type { ActionPhase } from "@runledger/proto/core/v1";
import { isTerminal } from "../is-terminal.ts";
import { outcomeOf } from "../phases.ts";

/** What a failed child does to the others: they are aborted, or run on. */
export type ChildFailurePolicy = "fail-fast" | "run-on";

/** A child of an action that composes others. */
export interface ChildState {
  readonly name: string;
  readonly phase: ActionPhase;
  /** Whether it has ended for good. */
  readonly final: boolean;
}

/**
 * Lists the children to abort because another one has failed for good, in the order given. While they end the run is seen
 * as FAILING, since something in it has failed and other work is open.
 */
export function siblingsToAbort(
  policy: ChildFailurePolicy,
  children: readonly ChildState[],
): string[] {
  const failed = children.some(({ final, phase }) => final && outcomeOf(phase) === "failure");
  if (policy === "run-on" || !failed) return [];
  return children
    .filter(({ final, phase }) => !final || !isTerminal(phase))
    .map(({ name }) => name);
}
