import type { ActionMetadata, ActionRecord } from "@runledger/proto";

/** An action as the ledger works on it: decoded, never changed, replaced by the next one. */
export interface ActionState {
  /** Its number in the run, from 1. */
  readonly number: number;
  readonly name: string;
  /** When it was queued, or when the ledger heard of it, in microseconds since 1970. */
  readonly createdAt: number;
  /** The run's revision at which it last changed. */
  readonly revision: number;
  readonly record: ActionRecord;
  readonly metadata: ActionMetadata;
  /** The metadata as bytes, kept since it seldom changes. */
  readonly metadataBytes: Uint8Array;
}
