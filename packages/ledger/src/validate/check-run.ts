import { type RunIdentifier, RunIdentifierSchema } from "@runledger/proto";
import { checkMessage } from "./check-message.ts";
import { invalid } from "./invalid.ts";

/**
 * Checks a run's identifier.
 *
 * @throws LedgerError of kind `invalid`
 */
export function checkRun(run: RunIdentifier): void {
  const violations = checkMessage(RunIdentifierSchema, run, "run");
  if (violations.length > 0) throw invalid(violations);
}
