import { fromBinary } from "@bufbuild/protobuf";
import { ActionMetadataSchema, ActionRecordSchema } from "@runledger/proto";
import type { StoredAction } from "@runledger/store";
import type { ActionState } from "./action-state.ts";

/** Decodes a stored action. */
export function decodeAction(row: StoredAction): ActionState {
  return {
    number: row.number,
    name: row.name,
    createdAt: row.createdAt,
    revision: row.revision,
    record: fromBinary(ActionRecordSchema, row.record),
    metadata: fromBinary(ActionMetadataSchema, row.metadata),
    metadataBytes: row.metadata,
  };
}
