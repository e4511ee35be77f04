import { toBinary } from "@bufbuild/protobuf";
import { type ActionEvent, ActionEventSchema } from "@runledger/proto";
import { type Refused, absentPhase } from "@runledger/state";
import type { QuarantineRow } from "@runledger/store";
import type { ReportRefused } from "../report.ts";
import type { MalformedReport } from "../validate/prepare-report.ts";
import type { Finish } from "./job.ts";
import { outcomes } from "./outcomes.ts";
import type { Workbook } from "./workbook.ts";

/** Characters of a malformed name that the quarantine keeps beside the report. */
const KEPT = 255;

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
  const row: Omit<QuarantineRow, "id"> = {
    project: text(event.id?.run?.project),
    domain: text(event.id?.run?.domain),
    run: text(event.id?.run?.name),
    action: text(event.id?.name),
    attempt: whole(event.attempt),
    phase: whole(event.phase),
    version: whole(event.version),
    outcome: outcomes[refused.kind],
    rule: refused.rule,
    message: refused.message,
    fromPhase: refused.from,
    fromAttempt: refused.fromAttempt,
    legal: refused.legal,
    producer: text(event.producer),
    receivedAt: book.now,
    event: bytes,
  };
  const slot = book.quarantine(row);
  return () => ({ ...refused, quarantineId: slot.id });
}

/** A malformed report may hold anything: what isn't text counts as none, and what is too long is cut. */
function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, KEPT) : "";
}

function whole(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : 0;
}
