import type { ActionMetadata, ActionRecord, ActionStatus } from "@runledger/proto/run/v1";

/** Derives an action's status. Its revision is 0: the ledger knows it. */
export function statusOf(record: ActionRecord, metadata: ActionMetadata | undefined): ActionStatus {
  throw new Error(`not yet ${[record, metadata].length}`);
}
