import type { Action } from "@runledger/proto";
import { actionPhaseLifecycle } from "@runledger/state";
import type { MirroredRun } from "../operations/mirrored-runs.ts";

/** Whether the ledger holds all of a run, as far as the list of upstream tells. The root is told last. */
export function isWhole(
  { settled, phase, attempts }: MirroredRun,
  action: Action | undefined,
): boolean {
  const { status } = action ?? {};
  const value = actionPhaseLifecycle.values.find(({ number }) => number === status?.phase);
  return settled && value?.shortName === phase && Math.max(1, status?.attempts ?? 0) === attempts;
}
