import type { ExecutionError } from "@runledger/proto/core/v1";
import type { ActionAttempt } from "@runledger/proto/run/v1";

/**
 * Gets the error that an attempt ended with: an empty one if it failed without saying why. Undefined if it hasn't failed.
 * Its timestamp is when it was raised, or else when the attempt ended, if either is known.
 */
export function attemptError(attempt: ActionAttempt): ExecutionError | undefined {
  throw new Error(`not yet ${[attempt].length}`);
}
