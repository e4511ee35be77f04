import type { ActionRow } from "./rows.ts";

/** What to read of a run whose actions are too many to read them all. */
export interface OutlineQuery {
  readonly runId: number;
  /** Of which actions to list the children, by name; those of "" are the roots. */
  readonly below: readonly string[];
  /** How many children of each, at most: the first by number. */
  readonly limit: number;
  /** How many counts there may be, at most: one for each phase that some child of an action is in. */
  readonly counts: number;
}

/** How many children an action has in a phase. */
export type ChildCount = readonly [parent: string, phase: number, count: number];

/** The outline of a run: how its actions lie, and the first of those that are asked for. All of one state of the run. */
export interface RunOutline {
  /** The run's revision. */
  readonly revision: number;
  /** The children of each action that has any, and of "", counted by phase. */
  readonly counts: readonly ChildCount[];
  /** The actions that have children, in any order. One that only its children know of is left out. */
  readonly parents: readonly ActionRow[];
  /** The first children of each action that was asked for, by number; nothing for one that has none. */
  readonly children: ReadonlyMap<string, readonly ActionRow[]>;
}
