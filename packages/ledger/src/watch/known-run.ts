import type { RunIdentifier } from "@runledger/proto";
import type { RunRow } from "@runledger/store";
import { LedgerError } from "../ledger-error.ts";
import { notFound } from "../not-found.ts";
import { runDeleted } from "../run-deleted.ts";
import { runName, toRunKey } from "../run-name.ts";
import type { RunPulse } from "./run-pulse.ts";
import type { WatchContext } from "./watch-context.ts";
import type { WatchOptions } from "../watch-options.ts";
import type { WatchScope } from "./watch-scope.ts";

/** A run that is watched. */
export interface WatchedRun {
  readonly pulse: RunPulse;
  readonly row: RunRow;
}

/**
 * Takes the pulse of a run and makes sure that it is known, as new as the call.
 *
 * @param afterRevision what the watch resumes from, if it does
 * @returns undefined if the watch ended while it waited
 * @throws LedgerError of kind `notFound`, unless the options say to wait; `unknownRevision`; `deleted` where the revision is
 * of another run, of the same name, that isn't there any more
 */
export async function knownRun(
  context: WatchContext,
  run: RunIdentifier,
  { wait = false }: WatchOptions,
  afterRevision: number | undefined,
  scope: WatchScope,
): Promise<WatchedRun | undefined> {
  const key = toRunKey(run);
  const pulse = context.pulses.take(key, scope);
  await pulse.refresh();
  if (afterRevision !== undefined) {
    const gone = await context.store.getDeletedRun(key);
    if (gone !== undefined && afterRevision > 0 && afterRevision <= gone.revision) {
      throw runDeleted(runName(run), afterRevision);
    }
  }
  if (pulse.row === undefined && !wait) throw notFound(runName(run));
  await pulse.above(0, scope);
  const { row } = pulse;
  if (row === undefined || scope.hasEnded) return undefined;
  if (afterRevision !== undefined) {
    checkRevision(runName(run), row.revision, afterRevision);
    await refuseFromBefore(context, run, row, afterRevision);
  }
  return { pulse, row };
}

/** Refuses a revision that the run began above: of a run that was deleted, though nobody may know of that one any more. */
async function refuseFromBefore(
  { store }: WatchContext,
  run: RunIdentifier,
  row: RunRow,
  after: number,
): Promise<void> {
  if (after === 0) return;
  const [first] = await store.listEvents({ runId: row.id, above: 0, limit: 1 });
  if (first !== undefined && after < first.revision) throw runDeleted(runName(run), after);
}

function checkRevision(run: string, revision: number, after: number): void {
  if (!Number.isSafeInteger(after) || after < 0) {
    const message = `is ${after}, and must be a whole number from 0.`;
    const violations = [{ field: "afterRevision", message }];
    throw new LedgerError("invalid", `afterRevision ${message}`, { violations });
  }
  if (after <= revision) return;
  const message =
    `Revision ${after} was never handed out for the run ${run}, which is at ${revision}. ` +
    "Watch it from the start, without a revision.";
  throw new LedgerError("unknownRevision", message);
}
