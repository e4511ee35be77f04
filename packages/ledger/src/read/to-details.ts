import {
  type ActionDetails,
  ActionMetadataSchema,
  ActionRecordSchema,
  type RunIdentifier,
} from "@runledger/proto";
import { detailsOf } from "@runledger/state";
import type { StoredAction } from "@runledger/store";
import { decode } from "../wire/decode.ts";
import { toActionIdentifier } from "./to-listed-action.ts";

/** Reads an action off its row, whole. */
export function toDetails(run: RunIdentifier, row: StoredAction): ActionDetails {
  const record = decode(ActionRecordSchema, row.record);
  const metadata = decode(ActionMetadataSchema, row.metadata);
  return detailsOf(toActionIdentifier(run, row.name), metadata, record, BigInt(row.revision));
}
