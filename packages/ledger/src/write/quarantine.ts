import { toBinary } from "@bufbuild/protobuf";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto";
import { type Refused, absentPhase } from "@runledger/state";
import type { ReportRefused } from "../report.ts";
import type { MalformedReport } from "../validate/prepare-report.ts";
import type { Finish } from "./job.ts";
import { toQuarantineRow } from "./to-quarantine-row.ts";
import type { Workbook } from "./workbook.ts";

/** Keeps a report that a rule refuses. */
export function quarantineRefused(
  book: Workbook,
  event: ActionEvent,
  refused: Refused,
): Finish<ReportRefused> {
  return quarantine(book, event, refused, toBinary(ActionEventSchema, event));
}

/** Keeps a report that is malformed. Nothing is known of what it is on. */
export function quarantineMalformed(
  book: Workbook,
  { event, message, bytes }: MalformedReport,
): Finish<ReportRefused> {
  const refused: Refused = {
    kind: "rejected",
    rule: "RL101",
    message,
    from: absentPhase,
    fromAttempt: 0,
    reported: event.phase,
    legal: [],
  };
  return quarantine(book, event, refused, bytes);
}

function quarantine(
  book: Workbook,
  event: ActionEvent,
  refused: Refused,
  bytes: Uint8Array,
): Finish<ReportRefused> {
  const slot = book.quarantine(toQuarantineRow(event, refused, bytes, book.now));
  return () => ({ ...refused, quarantineId: slot.id });
}
