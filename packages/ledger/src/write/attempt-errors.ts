import type { AttemptRecord } from "@runledger/proto";
import { attemptError } from "@runledger/state";
import type { AttemptErrorRow } from "@runledger/store";
import { toMicros } from "../times.ts";
import type { ActionState } from "./action-state.ts";

/**
 * Lists the errors of the attempts that changed since `before`. What didn't change is the same object in both.
 *
 * @param heardAt when the ledger heard of it, in microseconds since 1970: when an error was raised, if no report says so
 */
export function changedErrors(
  runId: number,
  before: ActionState | undefined,
  now: ActionState,
  heardAt: number,
): AttemptErrorRow[] {
  const known = before?.record.attempts ?? [];
  const errors: AttemptErrorRow[] = [];
  for (const attempt of now.record.attempts) {
    const error = known.includes(attempt) ? undefined : errorOf(runId, now, attempt, heardAt);
    if (error !== undefined) errors.push(error);
  }
  return errors;
}

function errorOf(
  runId: number,
  action: ActionState,
  { attempt }: AttemptRecord,
  heardAt: number,
): AttemptErrorRow | undefined {
  const error = attempt && attemptError(attempt);
  if (attempt === undefined || error === undefined) return undefined;
  const at = error.timestamp === undefined ? heardAt : toMicros(error.timestamp);
  return {
    runId,
    actionNumber: action.number,
    attempt: attempt.attempt,
    kind: error.kind,
    code: error.code,
    message: error.message,
    at,
  };
}
