import type { AbortRequest, ActionIdentifier } from "@runledger/proto";

/** An abort that is to be delivered to the engine that owns the work. */
export interface PendingAbort {
  readonly action: ActionIdentifier;
  readonly engine: string;
  readonly abort: AbortRequest;
}
