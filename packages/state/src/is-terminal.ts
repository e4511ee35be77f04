import { actionPhaseLifecycle } from "./lifecycles.ts";
import { type PhaseName, toProtobufValue } from "./phase-names.ts";

/**
 * Tells whether a phase is terminal, as Flyte's SDK answers it (`ActionPhase.is_terminal`): nothing follows in the same
 * attempt. Another attempt may still come; `isFinal` asks about that.
 *
 * @param phase its number, where one that is no phase isn't terminal, or its name as in the SDK: `"queued"`
 * @throws RangeError if it is a name that no phase has
 */
export function isTerminal(phase: number | PhaseName): boolean {
  return actionPhaseLifecycle.isTerminal(
    typeof phase === "string" ? toProtobufValue(phase) : phase,
  );
}
