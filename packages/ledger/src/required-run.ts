import type { ActionIdentifier, RunIdentifier } from "@runledger/proto";
import { LedgerError } from "./ledger-error.ts";

/**
 * Takes the run out of an action's identifier.
 *
 * @throws LedgerError of kind `invalid` if there is none
 */
export function requiredRun({ run }: ActionIdentifier): RunIdentifier {
  if (run !== undefined) return run;
  const message = "is unset. Name the run that the action belongs to.";
  throw new LedgerError("invalid", `run ${message}`, { violations: [{ field: "run", message }] });
}
