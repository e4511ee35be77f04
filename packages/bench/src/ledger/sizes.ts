/** Reports in a call. */
export const BATCHES: readonly number[] = [1, 10, 100, 1000];

/** Who report at the same time. */
export const PRODUCERS: readonly number[] = [1, 8, 64];

/** Actions that are under way at the same time: all remembered by the ledger, and far more than it remembers. */
export const FEW = 1000;
export const MANY = 50_000;

/** Sizes of the runs that are listed. */
export const LISTED: readonly number[] = [5000, 50_000];

/** Who watch one run. */
export const WATCHERS: readonly number[] = [1, 100];
