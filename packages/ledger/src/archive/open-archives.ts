import { RunIdentifierSchema } from "@runledger/proto";
import type { RunRow, Store } from "@runledger/store";
import type { Clock } from "../clock.ts";
import type { LedgerArchives } from "../ledger-archives.ts";
import type { LedgerLimits } from "../limits.ts";
import { toLedgerError } from "../to-ledger-error.ts";
import { checkArgument } from "../validate/check-argument.ts";
import { archiveRun } from "./archive-run.ts";
import { importRun } from "./import-run.ts";

/** What archives stand on. */
export interface ArchivesContext {
  readonly store: Store;
  readonly limits: LedgerLimits;
  readonly clock: Clock;
  /** Is told of a run that was imported, once that is committed. */
  readonly imported: (run: RunRow) => void;
  /** @throws LedgerError of kind `closed` */
  readonly checkOpen: () => void;
}

/** Opens what a ledger puts into archives and takes out of them. */
export function openArchives(context: ArchivesContext): LedgerArchives {
  const { checkOpen, clock, imported, limits, store } = context;
  return {
    async *archiveRun(run, options = {}) {
      checkOpen();
      checkArgument(RunIdentifierSchema, run, "run", limits);
      try {
        yield* archiveRun(store, run, options);
      } catch (failure) {
        throw toLedgerError(failure);
      }
    },
    async importRun(open) {
      checkOpen();
      try {
        const { result, row } = await store.transact((transaction) =>
          importRun(transaction, open(), clock.now()),
        );
        if (row !== undefined) imported(row);
        return result;
      } catch (failure) {
        throw toLedgerError(failure);
      }
    },
  };
}
