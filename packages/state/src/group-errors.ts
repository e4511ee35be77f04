import type { ExecutionError } from "@runledger/proto/core/v1";
import type { ErrorGroup } from "@runledger/proto/run/v1";

/** An error that one attempt of an action ended with. */
export interface ActionError {
  /** The action's name. */
  readonly action: string;
  readonly error: ExecutionError;
}

/** Groups errors by kind and code, the most frequent first: see `ErrorGroup`. */
export function groupErrors(errors: Iterable<ActionError>): ErrorGroup[] {
  throw new Error(`not yet ${[errors].length}`);
}
