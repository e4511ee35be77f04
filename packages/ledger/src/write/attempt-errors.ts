import type { AttemptRecord } from "@runledger/proto";
import { attemptError } from "@runledger/state";
import type { AttemptErrorRow } from "@runledger/store";
import { toMicros } from "../times.ts";
import type { ActionState } from "./action-state.ts";

/** Lists the errors of the attempts that changed since `before`. What didn't change is the same object in both. */
export function changedErrors(
  runId: number,
  before: ActionState | undefined,
  now: ActionState,
): AttemptErrorRow[] {
  const known = new Set<AttemptRecord>(before?.record.attempts);
  return now.record.attempts.flatMap((attempt) =>
    known.has(attempt) ? [] : errorOf(runId, now, attempt),
  );
}

function errorOf(
  runId: number,
  action: ActionState,
  { attempt }: AttemptRecord,
): AttemptErrorRow[] {
  const error = attempt && attemptError(attempt);
  if (attempt === undefined || error === undefined) return [];
  const at = error.timestamp === undefined ? action.createdAt : toMicros(error.timestamp);
  return [
    {
      runId,
      actionNumber: action.number,
      attempt: attempt.attempt,
      kind: error.kind,
      code: error.code,
      message: error.message,
      at,
    },
  ];
}
