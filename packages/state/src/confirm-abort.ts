import type { ActionEvent, ActionRecord } from "@runledger/proto/run/v1";

/**
 * Confirms a requested abort by what a producer reports: that the work has ended, however. Ask it after folding, also of a
 * report that was refused, since that tells of the end too. Returns the record with the abort confirmed, or undefined if
 * there is none to confirm or the report doesn't tell of an end.
 */
export function confirmAbort(record: ActionRecord, event: ActionEvent): ActionRecord | undefined {
  throw new Error(`not yet ${[record, event].length}`);
}
