import { create, toBinary } from "@bufbuild/protobuf";
import { type ArchivedAction, ActionMetadataSchema } from "@runledger/proto";
import { emptyRecord } from "@runledger/state";
import { toMicros } from "../times.ts";
import type { ActionState } from "../write/action-state.ts";

/**
 * Reads an action from an archive as the ledger works on it.
 *
 * @param shift what is added to its revision
 * @param createdAt when it was queued, if the archive doesn't say, in microseconds since 1970
 */
export function toActionState(
  archived: ArchivedAction,
  shift: number,
  createdAt: number,
): ActionState {
  const { createdTime, id, number, record = emptyRecord(), revision } = archived;
  const { metadata = create(ActionMetadataSchema) } = archived;
  return {
    number,
    name: id?.name ?? "",
    createdAt: createdTime ? toMicros(createdTime) : createdAt,
    revision: Number(revision) + shift,
    record,
    metadata,
    metadataBytes: toBinary(ActionMetadataSchema, metadata),
  };
}
