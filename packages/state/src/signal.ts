import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type {
  ActionEvent,
  ActionMetadata,
  ActionRecord,
  EnrichedIdentity,
  Literal,
} from "@runledger/proto/run/v1";

/** Why a signal is refused. */
export type SignalRefusal =
  /** The action is no condition. */
  | "not-a-condition"
  /** It doesn't wait for a signal yet. */
  | "not-waiting"
  /** It has ended. */
  | "ended"
  /** The value isn't of the declared type, or that type can't be signalled. */
  | "wrong-type"
  /** Another value was signalled before. */
  | "other-value";

/** What a signal does to a condition. */
export type SignalResult =
  /** It resolves it. `events`: the ledger's own report of it, without an id. */
  | {
      readonly kind: "signalled";
      readonly record: ActionRecord;
      readonly events: readonly ActionEvent[];
    }
  /** The same value was signalled before. */
  | { readonly kind: "same" }
  /** It changes nothing. `message` names what was wrong and the way out. */
  | { readonly kind: "refused"; readonly reason: SignalRefusal; readonly message: string };

/** Signals a condition with a value of its declared type. */
export function signal(
  record: ActionRecord,
  metadata: ActionMetadata | undefined,
  value: Literal,
  by: EnrichedIdentity | undefined,
  time: Timestamp,
): SignalResult {
  throw new Error(`not yet ${[record, metadata, value, by, time].length}`);
}
