import { type ActionEvent, ActionEventSchema } from "@runledger/proto";
import { emptyRecord, foldLedgerReport } from "@runledger/state";
import { encode } from "../wire/encode.ts";
import { outcomes } from "./outcomes.ts";
import type { ActionChange, RunBook } from "./run-book.ts";

/**
 * Stores the ledger's own reports on an action, those whose keys aren't stored yet, and changes it as they have it. Changes
 * it at a revision of its own if there is nothing to store.
 */
export function storeOwn(
  book: RunBook,
  name: string,
  events: readonly ActionEvent[],
  change: ActionChange,
): void {
  const before = book.get(name);
  let record = before?.record ?? emptyRecord();
  let stored = false;
  for (const event of events) {
    const folded = foldLedgerReport(record, change.metadata ?? before?.metadata, event);
    const bytes = encode(ActionEventSchema, event);
    const outcome = outcomes[folded.kind];
    if ("record" in folded) record = folded.record;
    if (book.prior(before, event, bytes) !== undefined) continue;
    book.store(name, event, bytes, outcome, change);
    stored = true;
  }
  if (!stored) book.change(name, change);
}
