import type {
  ActionDetails,
  ActionIdentifier,
  ActionMetadata,
  ActionRecord,
} from "@runledger/proto/run/v1";

/** Puts together all that there is to show of an action, at a revision of its run. */
export function detailsOf(
  id: ActionIdentifier,
  metadata: ActionMetadata | undefined,
  record: ActionRecord,
  revision: bigint,
): ActionDetails {
  throw new Error(`not yet ${[id, record, metadata, revision].length}`);
}
