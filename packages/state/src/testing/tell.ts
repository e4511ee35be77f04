import type { ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import { emptyRecord } from "../empty-record.ts";
import { foldDeclaration } from "../fold-declaration.ts";
import { foldLedgerReport, foldReport } from "../fold.ts";
import { isLedgerReport } from "../ledger-report.ts";
import type { Step } from "./arbitrary-story.ts";

/** What a story has led to. */
export interface Told {
  readonly record: ActionRecord;
  readonly metadata: ActionMetadata | undefined;
  /** What became of each step. */
  readonly kinds: readonly string[];
}

/**
 * Tells the ledger's rules a story, step by step, without a memory for keys.
 *
 * @param between what happens to the record between two steps, as when it is written and read again
 */
export function tell(
  steps: readonly Step[],
  between: (record: ActionRecord) => ActionRecord = (record) => record,
): Told {
  let record = emptyRecord();
  let metadata: ActionMetadata | undefined;
  const kinds: string[] = [];
  for (const step of steps) {
    record = between(record);
    if (step.kind === "declaration") {
      const result = foldDeclaration(record, metadata, step.declaration, step.time);
      kinds.push(result.kind);
      if (result.kind === "declared") ({ record, metadata } = result);
    } else {
      const fold = isLedgerReport(step.event) ? foldLedgerReport : foldReport;
      const result = fold(record, metadata, step.event);
      kinds.push(result.kind);
      if ("record" in result) ({ record } = result);
    }
  }
  return { record, metadata, kinds };
}
