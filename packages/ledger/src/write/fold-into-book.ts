import {
  absentPhase,
  confirmAbort,
  emptyRecord,
  foldReport,
  type FoldResult,
  type Refused,
} from "@runledger/state";
import type { ReportResult } from "../report.ts";
import { tellRefusal } from "../validate/refusal.ts";
import type { SoundReport } from "../validate/prepare-report.ts";
import type { ActionState } from "./action-state.ts";
import { ensureRoot } from "./ensure-root.ts";
import type { Finish } from "./job.ts";
import { outcomes } from "./outcomes.ts";
import { quarantineRefused } from "./quarantine.ts";
import type { RunBook } from "./run-book.ts";
import type { Workbook } from "./workbook.ts";

/**
 * Folds a report over what is known of its action, and stores or quarantines it.
 *
 * @param run undefined if the run isn't known, and the report is none that creates it
 */
export function foldIntoBook(
  book: Workbook,
  run: RunBook | undefined,
  report: SoundReport,
): Finish<ReportResult> {
  if (run === undefined) {
    return refuse(book, report, foldReport(emptyRecord(), undefined, report.event));
  }
  ensureRoot(run);
  const action = run.get(report.name);
  const aborted = action === undefined && run.isAborted();
  const folded = aborted ? runAborted(report) : fold(run, action, report);
  if (!("record" in folded)) {
    confirm(run, action, report);
    return folded.kind === "duplicate" ? () => folded : refuse(book, report, folded);
  }
  const { kind, from, to, attempt } = folded;
  const record = confirmAbort(folded.record, report.event) ?? folded.record;
  const { event, name, bytes } = report;
  const { revision } = run.store(name, event, bytes, outcomes[kind], { record });
  return () => ({ kind, revision, from, to, attempt });
}

function fold(run: RunBook, action: ActionState | undefined, report: SoundReport): FoldResult {
  const { event, bytes } = report;
  const prior = run.prior(action, event, bytes);
  return foldReport(action?.record ?? emptyRecord(), action?.metadata, event, prior);
}

/** A report that isn't stored may still tell that the work has ended, as an aborted one was asked to. */
function confirm(
  run: RunBook,
  action: ActionState | undefined,
  { event, name }: SoundReport,
): void {
  const record = action && confirmAbort(action.record, event);
  if (record !== undefined) run.change(name, { record });
}

function runAborted({ event, name }: SoundReport): Refused {
  const problem = `id.name: "${name}" isn't known, and its run was aborted.`;
  return {
    kind: "rejected",
    rule: "RL401",
    message: tellRefusal("RL401", problem),
    from: absentPhase,
    fromAttempt: 0,
    reported: event.phase,
    legal: [],
  };
}

function refuse(book: Workbook, report: SoundReport, folded: FoldResult): Finish<ReportResult> {
  if ("record" in folded || folded.kind === "duplicate") {
    throw new Error(`A report on an unknown run can't be ${folded.kind} without creating it`);
  }
  return quarantineRefused(book, report.event, folded);
}
