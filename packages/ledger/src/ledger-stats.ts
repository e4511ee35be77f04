import type { ReportResult } from "./report.ts";

/** Counts of a ledger since it was opened, and what it holds now. For metrics. */
export interface LedgerStats {
  /** Reports answered, by what became of them. */
  readonly reports: Readonly<Record<ReportResult["kind"], number>>;
  /** Transactions committed, and how many of the ledger's own attempts at one failed. */
  readonly transactions: { readonly committed: number; readonly failed: number };
  /** What waits to be written. */
  readonly queue: { readonly reports: number; readonly bytes: number };
  /** Views of runs: watched ones, idle ones, and the actions that they hold. */
  readonly views: { readonly watched: number; readonly idle: number; readonly actions: number };
  /** Watches open now, by what they watch. */
  readonly watches: {
    readonly actions: number;
    readonly action: number;
    readonly events: number;
    readonly runs: number;
  };
}
