import type { ActionDetails } from "@runledger/proto";
import { actionPhaseLifecycle, isTerminal } from "@runledger/state";

/**
 * Tells whether an action has ended, so that a watch of it ends: its phase ends the action, or it ends the attempt and no
 * other is announced.
 */
export function hasEnded({ status, metadata }: ActionDetails): boolean {
  if (status === undefined || !isTerminal(status.phase)) return false;
  if (actionPhaseLifecycle.endsSubject(status.phase) || status.abort !== undefined) return true;
  return status.attempts >= (metadata?.maxAttempts ?? 0);
}
