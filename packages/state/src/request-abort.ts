import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { ActionPhase } from "@runledger/proto/core/v1";
import type { AbortInfo, ActionEvent, ActionMetadata, ActionRecord } from "@runledger/proto/run/v1";

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

/** Requests the abort of an action. */
export function requestAbort(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  info: AbortInfo,
  context: AbortContext,
): AbortResult {
  throw new Error(`not yet ${[record, metadata, info, context].length}`);
}
