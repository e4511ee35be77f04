import { ReportOutcome } from "@runledger/proto";
import type { FoldResult } from "@runledger/state";

/** What became of a report, as the protocol has it. */
export const outcomes: Readonly<Record<FoldResult["kind"], ReportOutcome>> = {
  moved: ReportOutcome.MOVED,
  updated: ReportOutcome.UPDATED,
  late: ReportOutcome.LATE,
  duplicate: ReportOutcome.DUPLICATE,
  conflict: ReportOutcome.CONFLICT,
  rejected: ReportOutcome.REJECTED,
};
