import type { RunIdentifier } from "@runledger/proto";
import type { RunRow, Store } from "@runledger/store";
import { notFound } from "../not-found.ts";
import { runName, toRunKey } from "../run-name.ts";

/** Finds a run's row; undefined if the run isn't known. */
export async function findRun(store: Store, run: RunIdentifier): Promise<RunRow | undefined> {
  return store.getRun(toRunKey(run));
}

/**
 * Gets a run's row.
 *
 * @throws LedgerError of kind `notFound`
 */
export async function requireRun(store: Store, run: RunIdentifier): Promise<RunRow> {
  const row = await findRun(store, run);
  if (row === undefined) throw notFound(runName(run));
  return row;
}
