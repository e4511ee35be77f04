import { ActionMetadataSchema, ActionRecordSchema } from "@runledger/proto";
import type { StoredAction } from "@runledger/store";
import { decode } from "../wire/decode.ts";
import type { ActionState } from "./action-state.ts";

/** Decodes a stored action. */
export function decodeAction(row: StoredAction): ActionState {
  return {
    number: row.number,
    name: row.name,
    createdAt: row.createdAt,
    revision: row.revision,
    record: decode(ActionRecordSchema, row.record),
    metadata: decode(ActionMetadataSchema, row.metadata),
    metadataBytes: row.metadata,
  };
}
