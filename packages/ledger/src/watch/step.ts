import type { TreeChange } from "@runledger/state";
import type { ViewAction } from "./view-action.ts";

/** What brings a watch from one revision to the next it stops at. Shared by all watches that take the same one. */
export interface Step {
  /** The revision that it brings a watch to. */
  readonly revision: number;
  /** What changed: each action once, parents before their children. */
  readonly changes: readonly TreeChange<ViewAction>[];
  /** How many actions are shown at that revision. */
  readonly shown: number;
  /** How many actions the run has at that revision. */
  readonly total: number;
  /** The digest of what is shown at that revision. */
  readonly digest: Uint8Array;
}
