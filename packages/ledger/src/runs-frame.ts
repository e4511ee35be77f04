import type { Run } from "@runledger/proto";

/** One frame of a watch of runs: each run that changed, as it is now. */
export interface RunsFrame {
  readonly runs: readonly Run[];
  /** The watch can be resumed from here. Opaque. */
  readonly cursor: string;
}
