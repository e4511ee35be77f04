import type { ActionEvent, ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import { emptyRecord } from "../empty-record.ts";
import type { FoldResult } from "../fold-result.ts";
import { foldReport } from "../fold.ts";

/** One report of a stream, what was known before and after it, and what became of it. */
export interface Fold {
  readonly before: ActionRecord;
  readonly event: ActionEvent;
  readonly result: FoldResult;
  readonly after: ActionRecord;
}

/** Folds producers' reports over nothing, as a ledger that remembers their keys does, whatever becomes of each. */
export function foldStream(events: readonly ActionEvent[], metadata?: ActionMetadata): Fold[] {
  const keys = new Set<string>();
  let before = emptyRecord();
  return events.map((event) => {
    const key = `${event.attempt}/${event.phase}/${event.version}`;
    const result = foldReport(before, metadata, event, keys.has(key) ? "other" : undefined);
    const after = "record" in result ? result.record : before;
    if ("record" in result) keys.add(key);
    const fold = { before, event, result, after };
    before = after;
    return fold;
  });
}
