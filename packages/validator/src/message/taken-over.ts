import { actionPhaseLifecycle as lifecycle } from "@runledger/state";

/** Successes that no work leads to. Asked of the lifecycle, so that no phase is named here. */
const takenOver: ReadonlySet<number> = new Set(
  lifecycle.values
    .filter(({ outcome }) => outcome === "success")
    .filter(
      ({ number }) =>
        !lifecycle.values.some((v) => v.role === "active" && lifecycle.reachable(v.number, number)),
    )
    .map(({ number }) => number),
);

/** Tells whether a phase of an action says that its result was there before, and taken over. */
export function isTakenOver(phase: number): boolean {
  return takenOver.has(phase);
}
