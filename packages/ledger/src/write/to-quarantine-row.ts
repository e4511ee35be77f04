import type { ActionEvent } from "@runledger/proto";
import type { Refused } from "@runledger/state";
import type { QuarantineRow } from "@runledger/store";
import { outcomes } from "./outcomes.ts";

/** Characters of a malformed name that the quarantine keeps beside the report. */
const KEPT = 255;

/** Makes the row of a refused report. @param receivedAt in microseconds since 1970 */
export function toQuarantineRow(
  event: ActionEvent,
  refused: Pick<Refused, "kind" | "message" | "from" | "fromAttempt" | "legal"> & {
    readonly rule: string;
  },
  bytes: Uint8Array,
  receivedAt: number,
): Omit<QuarantineRow, "id"> {
  return {
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
    receivedAt,
    event: bytes,
  };
}

/** A malformed report may hold anything: what isn't text counts as none, and what is too long is cut. */
function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, KEPT) : "";
}

function whole(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : 0;
}
