import type { ActionEvent, ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import { attemptOf, phaseOf } from "./current.ts";
import { placeOfAttempt } from "./find-attempt.ts";
import type { FoldResult, Folded, Refused } from "./fold-result.ts";
import { judge } from "./judge.ts";
import { LEDGER_VERSION } from "./ledger-report.ts";
import { actionPhaseLifecycle as lifecycle } from "./lifecycles.ts";
import { markGap } from "./merge/mark-gap.ts";
import { mergeReport } from "./merge/merge-report.ts";
import { type FoldRule, problemOf } from "./problem-of.ts";
import { refuse } from "./refuse.ts";

/** What the ledger holds under the key of a report already: the same bytes, or other ones. */
export type Prior = "same" | "other";

/**
 * Folds a producer's report over what is known of its action.
 *
 * The record isn't touched: the result holds a new one, which shares with it what didn't change, and takes the report's
 * parts over as they are. So neither may be changed afterwards. Takes the same time however many reports came before.
 *
 * @param record `emptyRecord()` if nothing is known of the action
 * @param metadata what the action was declared with, if it was
 * @param prior whether a report with this key is stored already. Without it, repeating a report is harmless and answered as
 * `updated` or `late`, but a conflict isn't noticed
 */
export function foldReport(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  event: ActionEvent,
  prior?: Prior,
): FoldResult {
  return event.version === LEDGER_VERSION
    ? refuseBy("RL104", record, metadata, event)
    : foldLedgerReport(record, metadata, event, prior);
}

/**
 * Folds one of the ledger's own reports, whose version {@link foldReport} refuses. Otherwise it is judged and merged as any
 * other.
 */
export function foldLedgerReport(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  event: ActionEvent,
  prior?: Prior,
): FoldResult {
  const judgement = flawOf(event, prior) ?? judge(record, metadata, event.attempt, event.phase);
  switch (judgement) {
    case "moved":
    case "updated":
    case "late":
      return merge(judgement, record, event);
    case "duplicate":
      return { kind: "duplicate" };
    default:
      return refuseBy(judgement, record, metadata, event);
  }
}

/** Finds what can be told of a report without looking at its action. */
function flawOf(
  { attempt, phase }: ActionEvent,
  prior: Prior | undefined,
): FoldRule | "duplicate" | undefined {
  if (!lifecycle.isKnown(phase)) return "RL103";
  if (lifecycle.isAbsent(phase)) return "RL102";
  if (attempt === 0) return "RL101";
  if (prior === "same") return "duplicate";
  return prior === "other" ? "RL304" : undefined;
}

function merge(kind: Folded["kind"], record: ActionRecord, event: ActionEvent): Folded {
  const attempts = record.attempts.slice();
  const at = placeOfAttempt(record, event.attempt);
  const known = attempts[at]?.attempt?.attempt === event.attempt ? attempts[at] : undefined;
  const merged = mergeReport(known, event);
  attempts.splice(at, known === undefined ? 0 : 1, merged);
  if (known === undefined) {
    markGap(attempts, at);
    markGap(attempts, at + 1);
  }
  const next = { ...record, attempts };
  return { kind, record: next, from: phaseOf(record), to: phaseOf(next), attempt: attemptOf(next) };
}

function refuseBy(
  rule: FoldRule,
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  event: ActionEvent,
): Refused {
  return refuse(rule, problemOf(rule, record, metadata, event), record, metadata, event);
}
