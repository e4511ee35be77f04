import type { Run, RunIdentifier } from "@runledger/proto";

/** One frame of a watch of runs: those that were deleted, and each that changed, as it is now. */
export interface RunsFrame {
  /** To be taken first: a run of the same name in the same frame is another one. */
  readonly deleted: readonly RunIdentifier[];
  readonly runs: readonly Run[];
  /** The watch can be resumed from here. Opaque. */
  readonly cursor: string;
}
