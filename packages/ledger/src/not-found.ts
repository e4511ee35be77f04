import { LedgerError } from "./ledger-error.ts";

/**
 * Makes the error of a run, or of an action of a known run, that isn't known.
 *
 * @param run the run's name
 */
export function notFound(run: string, action?: string): LedgerError {
  const what = action === undefined ? `The run ${run}` : `The action "${action}" of the run ${run}`;
  return new LedgerError("notFound", `${what} isn't known. Declare it or report on it first.`);
}
