import { fromBinary } from "@bufbuild/protobuf";
import {
  type ActionDetails,
  ActionMetadataSchema,
  ActionRecordSchema,
  type RunIdentifier,
} from "@runledger/proto";
import { detailsOf } from "@runledger/state";
import type { StoredAction } from "@runledger/store";
import { toActionIdentifier } from "./to-listed-action.ts";

/** Reads an action off its row, whole. */
export function toDetails(run: RunIdentifier, row: StoredAction): ActionDetails {
  const record = fromBinary(ActionRecordSchema, row.record);
  const metadata = fromBinary(ActionMetadataSchema, row.metadata);
  return detailsOf(toActionIdentifier(run, row.name), metadata, record, BigInt(row.revision));
}
