import type { Action, EnrichedAction } from "@runledger/proto/run/v1";

/**
 * Puts an action together as a watch sends it.
 *
 * @param counts how many of the actions below it are in which phase, by the number of the phase: a list indexed by it, or
 * pairs. Phases that none is in are left out
 */
export function toEnriched(
  action: Action,
  meetsFilter: boolean,
  counts: Iterable<readonly [phase: number, count: number]>,
): EnrichedAction {
  const childrenPhaseCounts: Record<number, number> = {};
  for (const [phase, count] of counts) if (count > 0) childrenPhaseCounts[phase] = count;
  return { $typeName: "runledger.run.v1.EnrichedAction", action, meetsFilter, childrenPhaseCounts };
}
