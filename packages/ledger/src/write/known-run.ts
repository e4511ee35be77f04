import type { ActionState } from "./action-state.ts";

/** What is remembered of a run between two transactions. It holds only while the run is still at this revision. */
export interface KnownRun {
  readonly runId: number;
  readonly revision: number;
  /** Actions, decoded; those used last come last. */
  readonly actions: Map<string, ActionState>;
  /** Names of actions whose parents are known to lead to the root. */
  readonly anchored: Set<string>;
}
