/**
 * How many histories the property tests try, and in how many each mutation. The usual tests try some; the long suite sets the variable, and so can
 * anyone: `RUNLEDGER_HISTORIES=1000000 npm run test:validate`.
 */
export const histories: number = Number(process.env["RUNLEDGER_HISTORIES"] ?? 100);

/** How long one property may take, in milliseconds: a hundred a history, each broken in all ways, on a busy machine, and some air. */
export const patience: number = 30_000 + histories * 100;
