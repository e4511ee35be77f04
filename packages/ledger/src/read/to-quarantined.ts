import { create } from "@bufbuild/protobuf";
import {
  ActionEventSchema,
  type ActionPhase,
  type QuarantinedEvent,
  QuarantinedEventSchema,
  type ReportOutcome,
} from "@runledger/proto";
import type { QuarantineRow } from "@runledger/store";
import { toTimestamp } from "../times.ts";
import { decode } from "../wire/decode.ts";

/** Reads a refused report off its row. */
export function toQuarantined(row: QuarantineRow): QuarantinedEvent {
  return create(QuarantinedEventSchema, {
    id: BigInt(row.id),
    event: decode(ActionEventSchema, row.event),
    outcome: row.outcome as ReportOutcome,
    rule: row.rule,
    message: row.message,
    from: row.fromPhase as ActionPhase,
    fromAttempt: row.fromAttempt,
    legal: [...row.legal] as ActionPhase[],
    receivedTime: toTimestamp(row.receivedAt),
  });
}
