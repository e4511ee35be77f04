import { foldReport } from "@runledger/state";
import type { SoundReport } from "../validate/prepare-report.ts";
import type { ActionState } from "./action-state.ts";
import type { RunBook } from "./run-book.ts";

/** Tells whether reports would all be taken, one after the other. */
export function foldsAll(
  run: RunBook,
  { metadata, record, ...action }: ActionState,
  reports: readonly SoundReport[],
): boolean {
  let folded = record;
  for (const { event, bytes } of reports) {
    const prior = run.prior({ ...action, metadata, record }, event, bytes);
    const result = foldReport(folded, metadata, event, prior);
    if (!("record" in result)) return false;
    folded = result.record;
  }
  return true;
}
