import { type ActionEvent, type ActionRecord, AbortState } from "@runledger/proto/run/v1";
import { attemptOf } from "./current.ts";
import { isAbortOpen } from "./is-abort-open.ts";
import { isTerminal } from "./is-terminal.ts";
import { isLedgerReport } from "./ledger-report.ts";
import { toldTime } from "./times.ts";

/**
 * Confirms a requested abort by what a producer reports: that the work has ended, however. Ask it after folding, also of a
 * report that was refused, since that tells of the end too. Returns the record with the abort confirmed, or undefined if
 * there is none to confirm or the report doesn't tell of an end.
 */
export function confirmAbort(record: ActionRecord, event: ActionEvent): ActionRecord | undefined {
  const { abort } = record;
  if (abort === undefined || !isAbortOpen(abort.state)) return undefined;
  if (isLedgerReport(event) || !isTerminal(event.phase) || event.attempt < attemptOf(record)) {
    return undefined;
  }
  return {
    ...record,
    abort: {
      ...abort,
      state: AbortState.CONFIRMED,
      updatedTime: toldTime(event) ?? abort.updatedTime,
      nextDeliveryTime: undefined,
    },
  };
}
