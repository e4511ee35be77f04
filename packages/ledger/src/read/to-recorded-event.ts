import { create } from "@bufbuild/protobuf";
import {
  ActionEventSchema,
  type RecordedEvent,
  RecordedEventSchema,
  type ReportOutcome,
  type RunIdentifier,
} from "@runledger/proto";
import type { EventRow } from "@runledger/store";
import { toTimestamp } from "../times.ts";
import { decode } from "../wire/decode.ts";
import { toActionIdentifier } from "./to-listed-action.ts";

/** Reads a stored report off its row. */
export function toRecordedEvent(run: RunIdentifier, row: EventRow): RecordedEvent {
  const event = decode(ActionEventSchema, row.event);
  event.id = toActionIdentifier(run, row.actionName);
  return create(RecordedEventSchema, {
    event,
    revision: BigInt(row.revision),
    outcome: row.outcome as ReportOutcome,
    receivedTime: toTimestamp(row.receivedAt),
  });
}
