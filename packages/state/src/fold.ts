import type { ActionEvent, ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import type { FoldResult } from "./fold-result.ts";

/** What the ledger holds under the key of a report already: the same bytes, or other ones. */
export type Prior = "same" | "other";

/**
 * Folds a producer's report over what is known of its action. Pure: the record isn't touched, and takes the report's parts
 * over as they are, so neither may be changed afterwards.
 */
export function foldReport(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  event: ActionEvent,
  prior?: Prior,
): FoldResult {
  throw new Error(`not yet ${[record, metadata, event, prior].length}`);
}

/** Folds one of the ledger's own reports, whose version {@link foldReport} refuses. */
export function foldLedgerReport(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  event: ActionEvent,
): FoldResult {
  throw new Error(`not yet ${[record, metadata, event].length}`);
}
