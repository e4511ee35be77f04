import type { ActionEvent, ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import { emptyRecord } from "../empty-record.ts";
import { foldLedgerReport, foldReport } from "../fold.ts";
import { isLedgerReport } from "../ledger-report.ts";

/** Folds reports over nothing; throws where one is refused. */
export function recordOf(
  events: readonly ActionEvent[],
  metadata?: ActionMetadata,
  over: ActionRecord = emptyRecord(),
): ActionRecord {
  let record = over;
  for (const event of events) {
    const fold = isLedgerReport(event) ? foldLedgerReport : foldReport;
    const result = fold(record, metadata, event);
    if (!("record" in result)) throw new Error(JSON.stringify(result));
    record = result.record;
  }
  return record;
}
