import type { ActionEvent, ActionRecord } from "@runledger/proto";

/** Names a report within its run: by its action's number, attempt, phase and version. */
export function reportKey(actionNumber: number, event: ActionEvent): string {
  return `${actionNumber}/${event.attempt}/${event.phase}/${event.version}`;
}

/**
 * Tells whether a report with this one's key may be stored already: only if its attempt was in its phase before. Most
 * reports are the first of their phase, and need no look into the database.
 */
export function mayBeStored(record: ActionRecord, event: ActionEvent): boolean {
  for (const { attempt } of record.attempts) {
    if (attempt?.attempt !== event.attempt) continue;
    return attempt.phaseTransitions.some(({ phase }) => phase === event.phase);
  }
  return false;
}
