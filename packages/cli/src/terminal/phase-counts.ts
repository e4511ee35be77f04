import { actionPhaseLifecycle } from "@runledger/state";
import { formatCount } from "./format.ts";
import type { Paint } from "./paint.ts";
import { phaseStyle } from "./phase-style.ts";

/** Writes counts by phase in the order of the lifecycle: 12 running, 90 succeeded. Empty where there are none. */
export function formatPhaseCounts(
  counts: Iterable<readonly [string, number]>,
  paint: Paint,
): string {
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => rankOf(a) - rankOf(b))
    .map(([phase, count]) => paint(phaseStyle(phase), `${formatCount(count)} ${phaseWords(phase)}`))
    .join(", ");
}

/** Writes the name of a phase in words: waiting for resources. */
export function phaseWords(phase: string): string {
  return phase.toLowerCase().replaceAll("_", " ");
}

/** A phase of a newer protocol comes last. */
function rankOf(phase: string): number {
  return actionPhaseLifecycle.of(phase)?.rank ?? Infinity;
}
