import type {
  Action,
  ActionIdentifier,
  ActionMetadata,
  ActionStatus,
} from "@runledger/proto/run/v1";

/** Puts an action together, in short. */
export function toAction(
  id: ActionIdentifier,
  metadata: ActionMetadata | undefined,
  status: ActionStatus,
): Action {
  return { $typeName: "runledger.run.v1.Action", id, metadata, status };
}
