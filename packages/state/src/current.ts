import type { ActionPhase } from "@runledger/proto/core/v1";
import type { ActionAttempt, ActionRecord } from "@runledger/proto/run/v1";
import { absentPhase } from "./phases.ts";

/** Gets the latest attempt of an action; undefined if nothing is known of any. */
export function latestAttempt(record: ActionRecord): ActionAttempt | undefined {
  return record.attempts.at(-1)?.attempt;
}

/** Gets the phase that an action is in: that of its latest attempt. The absent phase if nothing is known. */
export function phaseOf(record: ActionRecord): ActionPhase {
  return latestAttempt(record)?.phase ?? absentPhase;
}

/** Gets the number of the attempt that an action is in, from 1. 0 if nothing is known. */
export function attemptOf(record: ActionRecord): number {
  return latestAttempt(record)?.attempt ?? 0;
}
