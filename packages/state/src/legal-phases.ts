import type { ActionPhase } from "@runledger/proto/core/v1";
import type { ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import { attemptOf } from "./current.ts";
import { judge } from "./judge.ts";
import { actionPhaseLifecycle as lifecycle } from "./lifecycles.ts";

/** The phases that a report may tell of, by rank. */
const reportable: readonly ActionPhase[] = /*@__PURE__*/ lifecycle.values
  .filter(({ role }) => role !== "absent")
  .toSorted((a, b) => a.rank - b.rank)
  .map(({ number }) => number);

/**
 * Lists the phases that would be news of an attempt, by rank: that would move the action, or, of an earlier attempt, that
 * would be taken as late. Empty if nothing may follow in it.
 */
export function legalPhases(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  attempt: number,
): ActionPhase[] {
  const news = attempt < attemptOf(record) ? "late" : "moved";
  return reportable.filter((phase) => judge(record, metadata, attempt, phase) === news);
}
