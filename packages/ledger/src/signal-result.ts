import type { ActionPhase } from "@runledger/proto";
import type { SignalRefusal } from "@runledger/state";

/** What became of a signal. */
export type SignalResult =
  /** The condition is resolved. */
  | { readonly kind: "signalled"; readonly revision: number }
  /** It was resolved with the same value before. Nothing was written. */
  | { readonly kind: "same" }
  /** The action can't be signalled so. */
  | {
      readonly kind: "refused";
      readonly reason: SignalRefusal;
      readonly phase: ActionPhase;
      /** What is wrong and what would be right. */
      readonly message: string;
    };
