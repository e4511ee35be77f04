import { ActionPhaseSchema } from "@runledger/proto";
import { builder, type ObjectOf } from "../builder.ts";
import { enumType } from "../proto/enum-type.ts";

/** How many actions are in a phase. */
export interface PhaseCount {
  readonly phase: number;
  readonly count: number;
}

export const phaseCount: ObjectOf<PhaseCount> = builder
  .objectRef<PhaseCount>("PhaseCount")
  .implement({
    description: "How many actions are in a phase. Phases without any are left out.",
    fields: (t) => ({
      phase: t.expose("phase", { type: enumType(ActionPhaseSchema), description: "The phase." }),
      count: t.exposeInt("count", { description: "How many actions." }),
    }),
  });

/** Lists counts by phase in the order of the phases' numbers. */
export function phaseCounts(
  counts: Iterable<readonly [phase: number, count: number]>,
): PhaseCount[] {
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([phase, count]) => ({ phase, count }))
    .sort((a, b) => a.phase - b.phase);
}
