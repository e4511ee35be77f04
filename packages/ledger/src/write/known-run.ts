import type { KnownActions } from "./known-actions.ts";

/** What is remembered of a run between two transactions. It holds only while the run is still at this revision. */
export interface KnownRun {
  readonly runId: number;
  readonly revision: number;
  /** Actions, decoded. */
  readonly actions: KnownActions;
  /** Names of actions whose parents are known to lead to the root. */
  readonly anchored: Set<string>;
}
