import { toBinary } from "@bufbuild/protobuf";
import { ActionEventSchema, ReportOutcome } from "@runledger/proto";
import { ROOT_ACTION, emptyRecord, foldLedgerReport } from "@runledger/state";
import { rootReport } from "./own-reports.ts";
import type { RunBook } from "./run-book.ts";

const bytes = /*@__PURE__*/ toBinary(ActionEventSchema, rootReport);

/** Gives a run its root, queued, if the run is new. Must come before anything else is stored of the run. */
export function ensureRoot(book: RunBook): void {
  if (!book.isNew) return;
  const folded = foldLedgerReport(emptyRecord(), undefined, rootReport);
  if (!("record" in folded)) throw new Error(`A new run can't have a root: ${folded.kind}`);
  book.store(ROOT_ACTION, rootReport, bytes, ReportOutcome.MOVED, { record: folded.record });
}
