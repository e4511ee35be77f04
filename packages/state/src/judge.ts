import type { ActionPhase } from "@runledger/proto/core/v1";
import type { ActionAttempt, ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";
import { latestAttempt } from "./current.ts";
import type { Folded } from "./fold-result.ts";
import { attemptAt } from "./find-attempt.ts";
import { actionPhaseLifecycle as lifecycle } from "./lifecycles.ts";
import { outcomeOf } from "./phases.ts";
import { attemptLimit, mayRetry } from "./retry.ts";
import type { FoldRule } from "./problem-of.ts";

/** What a report would do, or the rule that refuses it. */
export type Judgement = Folded["kind"] | FoldRule;

/**
 * Judges a phase, told of an attempt, by what is known of the action. Allocates nothing.
 *
 * Whether a report is taken doesn't depend on the order in which the reports of a legal story come. So a phase is held
 * against every phase known of its attempt, not only against the latest, and an attempt may be followed by another not
 * only if its phase says so but also if that can still be told of it.
 */
export function judge(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  attempt: number,
  phase: ActionPhase,
): Judgement {
  if (attempt > attemptLimit(metadata)) return "RL201";
  if (attempt > 1 && !lifecycle.canStartAttempt(phase)) return "RL202";
  const latest = latestAttempt(record);
  if (latest === undefined) return "moved";
  if (attempt > latest.attempt) return judgeLater(record, latest);
  if (attempt === latest.attempt) return judgeCurrent(record, metadata, latest, phase);
  return judgeEarlier(attemptAt(record, attempt), phase);
}

function judgeLater(record: ActionRecord, latest: ActionAttempt): Judgement {
  if (record.abort !== undefined) return "RL303";
  return lifecycle.mayRetry(latest.phase) ? "moved" : "RL302";
}

function judgeCurrent(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  latest: ActionAttempt,
  phase: ActionPhase,
): Judgement {
  if (!fits(latest, phase)) return judgeMisfit(record, metadata, latest, phase);
  if (phase === latest.phase) return "updated";
  return lifecycle.reachable(latest.phase, phase) ? "moved" : "late";
}

/** Finds the rule for a phase that doesn't fit: that nothing can follow any more, or else that this can't. */
function judgeMisfit(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  { phase: current }: ActionAttempt,
  phase: ActionPhase,
): Judgement {
  const ended = lifecycle.isTerminal(current) && !mayRetry(record, metadata);
  if (!ended || lifecycle.comparable(current, phase)) return "RL301";
  return record.abort !== undefined && outcomeOf(current) === "aborted" ? "RL303" : "RL302";
}

/** Judges a phase of an attempt that others follow, of which nothing else need be known. */
function judgeEarlier(known: ActionAttempt | undefined, phase: ActionPhase): Judgement {
  if (known !== undefined && !fits(known, phase)) return "RL203";
  // A phase before the furthest known one leads to it, so from there another attempt can follow too.
  return lifecycle.mayRetry(phase) ? "late" : "RL203";
}

/** Tells whether a phase comes before, after or at every phase that is known of an attempt. */
function fits({ phaseTransitions }: ActionAttempt, phase: ActionPhase): boolean {
  for (const known of phaseTransitions) {
    if (!lifecycle.comparable(known.phase, phase)) return false;
  }
  return true;
}
