import type { ActionEvent } from "@runledger/proto";
import { awaitingPhase, initialPhase, ledgerReport } from "@runledger/state";

/** The reports that the ledger may make itself when an action is declared, as far as their keys go. */
export const declarationReports: readonly ActionEvent[] = [initialPhase, awaitingPhase].map(
  (phase) => ledgerReport(1, phase, undefined),
);

/** The report that the ledger makes of the root of a run that nobody declared: it has no time, so it is always the same. */
export const rootReport: ActionEvent = ledgerReport(1, initialPhase, undefined);
