import type { ReportResult } from "./report.ts";

/** Counts of a ledger since it was opened, and what it holds now. For metrics. */
export interface LedgerStats {
  /** Reports answered, by what became of them. */
  readonly reports: Readonly<Record<ReportResult["kind"], number>>;
  /** Transactions committed, and how many of the ledger's own attempts at one failed. */
  readonly transactions: { readonly committed: number; readonly failed: number };
  /** What waits to be written. */
  readonly queue: { readonly reports: number; readonly bytes: number };
  /** Views of runs. */
  readonly views: {
    readonly watched: number;
    /** Kept though nobody watches them. */
    readonly idle: number;
    /** The actions that they all hold. */
    readonly actions: number;
    /** About how much memory they all take. */
    readonly bytes: number;
    /** About how much memory those take that nobody watches. */
    readonly idleBytes: number;
    /** How many are being filled, and how many wait for that. */
    readonly filling: number;
    readonly waiting: number;
  };
  /** Watches open now, by what they watch. */
  readonly watches: {
    readonly actions: number;
    readonly windows: number;
    readonly action: number;
    readonly events: number;
    readonly runs: number;
  };
}
