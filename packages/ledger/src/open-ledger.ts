import type { LedgerOptions } from "./ledger-options.ts";
import type { Ledger } from "./ledger.ts";

/** Opens a ledger over a store. */
export declare function openLedger(options: LedgerOptions): Ledger;
