import { create } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { ActionPhase } from "@runledger/proto/core/v1";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto/run/v1";

/** The version of the ledger's own reports: the greatest that there is, so that they count above a producer's. */
export const LEDGER_VERSION = 4_294_967_295;

/** The producer of the ledger's own reports. */
export const LEDGER_PRODUCER = "runledger";

/** Tells whether a stored report is one of the ledger's own. A report that comes in is not, whatever it says. */
export function isLedgerReport(event: ActionEvent): boolean {
  return event.version === LEDGER_VERSION && event.producer === LEDGER_PRODUCER;
}

/**
 * Makes one of the ledger's own reports: that it queued an action, aborted it, took a signal for it. Without an id, which
 * the caller knows. Without a time if nobody knows when it happened, so that it says the same whenever it is made.
 */
export function ledgerReport(
  attempt: number,
  phase: ActionPhase,
  time: Timestamp | undefined,
): ActionEvent {
  return create(ActionEventSchema, {
    attempt,
    phase,
    version: LEDGER_VERSION,
    producer: LEDGER_PRODUCER,
    ...(time === undefined ? {} : { updatedTime: time, reportedTime: time }),
  });
}
