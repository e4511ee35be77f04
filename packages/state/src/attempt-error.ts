import { create } from "@bufbuild/protobuf";
import { type ExecutionError, ExecutionErrorSchema } from "@runledger/proto/core/v1";
import type { ActionAttempt } from "@runledger/proto/run/v1";
import { outcomeOf } from "./phases.ts";

/**
 * Gets the error that an attempt ended with: an empty one if it failed without saying why. Undefined if it hasn't failed.
 * Its timestamp is when it was raised, or else when the attempt ended, if either is known.
 */
export function attemptError(attempt: ActionAttempt): ExecutionError | undefined {
  if (outcomeOf(attempt.phase) !== "failure") return undefined;
  const error = attempt.error ?? create(ExecutionErrorSchema);
  return error.timestamp !== undefined || attempt.endTime === undefined
    ? error
    : { ...error, timestamp: attempt.endTime };
}
