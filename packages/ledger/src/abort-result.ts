import type { AbortState, ActionPhase } from "@runledger/proto";

/** What became of the request to abort a run or an action. */
export type AbortResult =
  /** The abort is recorded. */
  | {
      readonly kind: "aborted";
      /** The revision of the run that it made. */
      readonly revision: number;
      /** How many actions it moved to an aborted phase. */
      readonly moved: number;
      /** How many actions between two attempts it keeps from trying again. */
      readonly stopped: number;
      /** How far it has come: confirmed where no engine owns the work, else requested. */
      readonly state: AbortState;
    }
  /** It was requested before; that request stands. Nothing was written. */
  | { readonly kind: "requestedBefore"; readonly state: AbortState; readonly message: string }
  /** It and everything below it has ended before. Nothing was written. */
  | { readonly kind: "ended"; readonly phase: ActionPhase; readonly message: string };
