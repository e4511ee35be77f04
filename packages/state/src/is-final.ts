import type { ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import { attemptsRemaining } from "./retry.ts";
import { phaseOf } from "./current.ts";
import { isTerminal } from "./is-terminal.ts";

/**
 * Tells whether an action has ended for good: its phase ends the action itself, or it ends the attempt and no other is
 * to be expected, since none remains, nobody has said that there are more, or an abort was requested.
 *
 * Where nobody has said how many attempts there may be, a report of another attempt is still taken.
 */
export function isFinal(record: ActionRecord, metadata: ActionMetadata | undefined): boolean {
  return isTerminal(phaseOf(record)) && (attemptsRemaining(record, metadata) ?? 0) === 0;
}
