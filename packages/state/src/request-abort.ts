import { create } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { ActionPhase } from "@runledger/proto/core/v1";
import {
  type AbortInfo,
  type AbortRequest,
  AbortRequestSchema,
  AbortState,
  type ActionEvent,
  type ActionMetadata,
  type ActionRecord,
} from "@runledger/proto/run/v1";
import { attemptOf, phaseOf } from "./current.ts";
import { foldLedgerReport } from "./fold.ts";
import { isFinal } from "./is-final.ts";
import { isTerminal } from "./is-terminal.ts";
import { ledgerReport } from "./ledger-report.ts";
import { abortedPhase } from "./phases.ts";

/** What an abort does to an action. */
export type AbortResult =
  /** It moves to the aborted phase. `events`: the ledger's own report of it, without an id. */
  | {
      readonly kind: "aborted";
      readonly record: ActionRecord;
      readonly events: readonly ActionEvent[];
    }
  /** Its attempt has ended and it keeps its phase, and no other attempt may follow. */
  | { readonly kind: "overlay"; readonly record: ActionRecord }
  /** It has ended for good, or was aborted before: nothing changes. */
  | { readonly kind: "ended"; readonly phase: ActionPhase };

/** When an abort was requested, and who owns the work. */
export interface AbortContext {
  readonly time: Timestamp;
  /** The engine that owns the work, to which the request is delivered. Empty: nobody's, so that it is confirmed at once. */
  readonly engine: string;
}

/**
 * Requests the abort of an action. Its descendants are for the caller to abort, who knows them.
 *
 * An action that was never heard of is aborted in its first attempt.
 */
export function requestAbort(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  info: AbortInfo,
  context: AbortContext,
): AbortResult {
  const phase = phaseOf(record);
  if (isFinal(record, metadata)) return { kind: "ended", phase };
  const abort = overlayOf(info, context);
  if (isTerminal(phase)) return { kind: "overlay", record: { ...record, abort } };
  const event = ledgerReport(Math.max(1, attemptOf(record)), abortedPhase, context.time);
  const result = foldLedgerReport(record, metadata, event);
  if (!("record" in result))
    throw new Error(`An open action can't be aborted: ${JSON.stringify(result)}`);
  return { kind: "aborted", record: { ...result.record, abort }, events: [event] };
}

function overlayOf(info: AbortInfo, { time, engine }: AbortContext): AbortRequest {
  return create(AbortRequestSchema, {
    info,
    state: engine === "" ? AbortState.CONFIRMED : AbortState.REQUESTED,
    requestedTime: time,
    updatedTime: time,
    ...(engine === "" ? {} : { nextDeliveryTime: time }),
  });
}
