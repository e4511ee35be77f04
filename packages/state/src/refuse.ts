import type { ActionPhase } from "@runledger/proto/core/v1";
import type { ActionEvent, ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import { attemptOf, phaseOf } from "./current.ts";
import type { Refused } from "./fold-result.ts";
import { legalPhases } from "./legal-phases.ts";
import { phaseLabel } from "./phase-label.ts";
import { type RuleId, rules } from "./rules.ts";

/**
 * Refuses a report by a rule, and says what would have been legal instead.
 *
 * @param problem what is wrong, in a sentence that names the field and its value
 */
export function refuse(
  rule: RuleId,
  problem: string,
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  event: ActionEvent,
): Refused {
  const fromAttempt = attemptOf(record);
  const attempt = event.attempt || Math.max(1, fromAttempt);
  const legal = legalPhases(record, metadata, attempt);
  const next = legal.length > 0 ? [] : legalPhases(record, metadata, fromAttempt + 1);
  return {
    kind: rule === "RL304" ? "conflict" : "rejected",
    rule,
    message: [
      problem,
      sentenceOf(legal, `attempt ${attempt} may tell of`),
      sentenceOf(next, `another attempt, ${fromAttempt + 1}, may start with`),
      rules[rule].wayOut,
    ]
      .filter(Boolean)
      .join(" "),
    from: phaseOf(record),
    fromAttempt,
    reported: event.phase,
    legal,
  };
}

function sentenceOf(phases: readonly ActionPhase[], what: string): string {
  return phases.length === 0 ? "" : `Legal: ${what} ${phases.map(phaseLabel).join(", ")}.`;
}
