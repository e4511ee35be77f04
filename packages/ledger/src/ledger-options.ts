import type { Store } from "@runledger/store";
import type { Clock } from "./clock.ts";
import type { LedgerLimits } from "./limits.ts";
import type { RandomBytes } from "./random.ts";

/** What a ledger stands on and how it is set. */
export interface LedgerOptions {
  /** Where the rows are. The ledger doesn't close it. */
  readonly store: Store;
  /** Default: the system's clock. */
  readonly clock?: Clock;
  /** Default: the system's cryptographic randomness. */
  readonly random?: RandomBytes;
  /** Limits that differ from `defaultLimits`. */
  readonly limits?: Partial<LedgerLimits>;
  /**
   * How long a watch may miss a change that nobody hinted at, in milliseconds: the time between two polls of what is
   * watched. Default: 1000.
   */
  readonly pollInterval?: number;
}
