import { actionPhaseLifecycle } from "./lifecycles.ts";

/**
 * Tells whether a phase is terminal, as Flyte's SDK answers it (`ActionPhase.is_terminal`): nothing follows in the same
 * attempt. Another attempt may still come; {@link isFinal} asks about that. False for a number that is no phase.
 */
export function isTerminal(phase: number): boolean {
  return actionPhaseLifecycle.isTerminal(phase);
}
