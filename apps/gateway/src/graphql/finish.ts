import type { ExecutionResult } from "graphql";
import { type HiddenErrorLog, toGraphQLError } from "../errors/to-graphql-error.ts";
import { codeErrors, withoutHttp } from "./code-errors.ts";

/** Makes of what an operation came to what a client gets over a stream. */
export interface Finish {
  /** Finishes a result: its errors get their codes. */
  readonly result: (result: ExecutionResult) => ExecutionResult;
  /** Makes a result of what was thrown. */
  readonly error: (error: unknown) => ExecutionResult;
}

/** Makes the finishing of one request. */
export function finishFor(requestId: string, log: HiddenErrorLog): Finish {
  return {
    result: (result) => withoutHttp(codeErrors(result, requestId, log)),
    error: (error) => withoutHttp({ errors: [toGraphQLError(error, requestId, log)] }),
  };
}
