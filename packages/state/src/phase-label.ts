import { actionPhaseLifecycle as lifecycle } from "./lifecycles.ts";

/** Names a phase for people, as in `RUNNING`; a number that is no phase stays a number. */
export function phaseLabel(phase: number): string {
  return lifecycle.of(phase)?.shortName ?? String(phase);
}
