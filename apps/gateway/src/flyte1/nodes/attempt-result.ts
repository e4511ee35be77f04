import type { ActionAttempt } from "@runledger/proto";
import type { ExecutionError } from "@runledger/proto/core/v1";
import { attemptError, outcomeOf } from "@runledger/state";

/** What an attempt has come to, as each of Flyte 1's levels says it. */
export type AttemptResult =
  | { readonly case: "outputUri"; readonly value: string }
  | { readonly case: "error"; readonly value: ExecutionError };

/** Says what an attempt has come to; undefined: nothing yet, or nothing to say. */
export function attemptResult(attempt: ActionAttempt | undefined): AttemptResult | undefined {
  if (attempt === undefined) return undefined;
  const outcome = outcomeOf(attempt.phase);
  const outputUri = attempt.outputs?.outputUri ?? "";
  if (outcome === "success" && outputUri !== "") return { case: "outputUri", value: outputUri };
  const error = outcome === "failure" ? attemptError(attempt) : undefined;
  return error && { case: "error", value: error };
}
