import type { LedgerEntities } from "./entity.ts";
import type { LedgerArchives } from "./ledger-archives.ts";
import type { LedgerReads } from "./ledger-reads.ts";
import type { LedgerRetention } from "./ledger-retention.ts";
import type { LedgerStats } from "./ledger-stats.ts";
import type { LedgerWatches } from "./ledger-watches.ts";
import type { LedgerWrites } from "./ledger-writes.ts";
import type { LedgerLimits } from "./limits.ts";

/**
 * Records reports about runs and shows the runs change. What a rule refuses comes back as a result; what is broken is
 * thrown as a LedgerError.
 */
export interface Ledger
  extends
    LedgerWrites,
    LedgerReads,
    LedgerWatches,
    LedgerEntities,
    LedgerRetention,
    LedgerArchives {
  /** The limits that hold. */
  readonly limits: LedgerLimits;
  /** Counts what the ledger did and what it holds. */
  stats(): LedgerStats;
  /** Writes what is queued, refuses what comes after, and ends every watch with an error of kind `closed`. */
  close(): Promise<void>;
}
