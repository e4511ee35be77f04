/** How many actions a run has of which snapshots are taken. */
export const SNAPSHOTS = [10_000, 100_000] as const;

/** How many actions a run has of which windows are shown. */
export const WINDOWS = [10_000, 100_000] as const;

/** How many subscribers a run has. */
export const SUBSCRIBERS = [1, 100, 5000] as const;
