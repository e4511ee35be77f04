import { type RunIdentifier, RunIdentifierSchema } from "@runledger/proto";
import type { RunRow, Store } from "@runledger/store";
import type { Clock } from "../clock.ts";
import type { DeleteResult } from "../delete-result.ts";
import type { DeleteRunOptions, LedgerRetention } from "../ledger-retention.ts";
import type { LedgerLimits } from "../limits.ts";
import { notFound } from "../not-found.ts";
import { runName, toRunKey } from "../run-name.ts";
import { toLedgerError } from "../to-ledger-error.ts";
import { checkArgument } from "../validate/check-argument.ts";
import { pruneRuns } from "./prune-runs.ts";

/** How many rows one transaction of a sweep removes. */
const SWEPT = 1000;

/** After how many polls every other ledger has heard of a deletion, with some to spare for slow ones. */
const POLLS = 10;

/** What retention stands on. */
export interface RetentionContext {
  readonly store: Store;
  readonly limits: LedgerLimits;
  readonly clock: Clock;
  /** In milliseconds. */
  readonly pollInterval: number;
  /** Is told what was deleted, once that is committed. */
  readonly deleted: (runs: readonly RunRow[]) => void;
  /** @throws LedgerError of kind `closed` */
  readonly checkOpen: () => void;
}

/** Opens what a ledger forgets. */
export function openRetention(context: RetentionContext): LedgerRetention {
  const { checkOpen, clock, limits, pollInterval, store } = context;
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    checkOpen();
    try {
      return await work();
    } catch (failure) {
      throw toLedgerError(failure);
    }
  };
  const heardBefore = (): number => clock.now() - POLLS * pollInterval * 1000;
  return {
    deleteRun: (run, options = {}) =>
      call(() => {
        checkArgument(RunIdentifierSchema, run, "run", limits);
        return deleteRun(context, run, options);
      }),
    pruneRuns: (query) => call(() => pruneRuns(context, query)),
    sweepDeletedRuns: () =>
      call(() => {
        const deletedBefore = heardBefore();
        return store.transact((transaction) => transaction.sweep({ deletedBefore, limit: SWEPT }));
      }),
    forgetDeletedRuns: (before) =>
      call(() => {
        const deletedBefore = Math.min(before, heardBefore());
        return store.transact((transaction) =>
          transaction.forgetDeletedRuns({ deletedBefore, limit: SWEPT }),
        );
      }),
  };
}

async function deleteRun(
  { deleted, store }: RetentionContext,
  run: RunIdentifier,
  { atRevision, evenIfOpen = false }: DeleteRunOptions,
): Promise<DeleteResult> {
  const { result, row } = await store.transact(async (transaction) => {
    const locked = await transaction.lockRun(toRunKey(run));
    if (locked === undefined) throw notFound(runName(run));
    const refusal = whyKept(locked, evenIfOpen, atRevision);
    if (refusal !== undefined) return { result: refusal, row: undefined };
    await transaction.deleteRuns([locked.id]);
    const { actionCount: actions, revision } = locked;
    return { result: { kind: "deleted" as const, revision, actions }, row: locked };
  });
  if (row !== undefined) deleted([row]);
  return result;
}

function whyKept(
  { openCount, revision, settled, ...key }: RunRow,
  evenIfOpen: boolean,
  atRevision: number | undefined,
): DeleteResult | undefined {
  if (atRevision !== undefined && revision !== atRevision) {
    const message = `The run ${runName(key)} is at revision ${revision}, and was to be deleted at ${atRevision}. Look again.`;
    return { kind: "changed", revision, message };
  }
  if (settled || evenIfOpen) return undefined;
  const message = `The run ${runName(key)} hasn't settled: ${openCount} of its actions are open. Abort it first, or say that it is to be deleted all the same.`;
  return { kind: "open", openActions: openCount, message };
}
