import type { ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import { isFinal } from "./is-final.ts";

/**
 * Tells whether a run has settled: its root has ended for good and none of its actions is in a phase that isn't terminal.
 *
 * @param open how many of the run's actions, the root included or not, are in a phase that isn't terminal
 */
export function isSettled(
  root: ActionRecord,
  metadata: ActionMetadata | undefined,
  open: number,
): boolean {
  return open === 0 && isFinal(root, metadata);
}
