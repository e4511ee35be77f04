/**
 * How many histories the property tests try. The usual tests try some hundred; the long suite sets the variable, and so can
 * anyone: `RUNLEDGER_HISTORIES=1000000 npm run test:validate`.
 */
export const histories: number = Number(process.env["RUNLEDGER_HISTORIES"] ?? 300);

/** How long one property may take, in milliseconds: a hundredth of a second a history on a busy machine, and some air. */
export const patience: number = 30_000 + histories * 30;
