import { LedgerError } from "./ledger-error.ts";

/**
 * Makes the error of a watch whose run was deleted.
 *
 * @param run the run's name
 * @param revision what the watch resumes from, if that is of a run that isn't there any more
 */
export function runDeleted(run: string, revision?: number): LedgerError {
  const what =
    revision === undefined
      ? `The run ${run} was deleted.`
      : `Revision ${revision} is of a run ${run} that was deleted.`;
  return new LedgerError(
    "deleted",
    `${what} Forget what you know of it; if there is another one of that name, watch it from the start.`,
  );
}
