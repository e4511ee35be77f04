import type { ActionState } from "./action-state.ts";

/** What is known of one run of a stream. */
export interface RunState {
  /** `project/domain/name`. */
  readonly name: string;
  /** The actions that are remembered, by name. */
  readonly actions: Map<string, ActionState>;
  /** Whether anything was told of the root. */
  isRootKnown: boolean;
  /** Whether the ledger aborted the root. */
  isAborted: boolean;
  /** Whether some of its actions were let go to bound memory. */
  isCut: boolean;
}
