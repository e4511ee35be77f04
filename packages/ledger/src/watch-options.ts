/** How to watch. */
export interface WatchOptions {
  /** Ends the watch and frees all that it holds, at once. The iteration is then done; it doesn't throw. */
  readonly signal?: AbortSignal;
  /** Waits for a run or an action that isn't known yet, where otherwise an error of kind `notFound` is thrown. */
  readonly wait?: boolean;
}

/** Which actions to show. An action is shown if it matches, or if one below it does. */
export interface ActionsFilter {
  /** In one of these phases. Undefined or empty: in any. */
  readonly phases?: readonly number[];
  /** With this in its name, whatever the case. Undefined or empty: with any name. */
  readonly nameContains?: string;
}

/** How to watch the actions of a run. */
export interface WatchActionsOptions extends WatchOptions {
  readonly filter?: ActionsFilter;
  /** Resumes: gives what has changed above this revision, without a snapshot. Undefined: a snapshot comes first. */
  readonly afterRevision?: number;
  /** Actions in one frame, at most. Default and upper bound: `limits.frameSize`. */
  readonly frameSize?: number;
}

/** By what the actions below one are ordered. Those for which it is the same stand in the order in which the ledger heard of them. */
export type WindowOrderKey = "number" | "name" | "startedAt" | "endedAt";

/** How the actions below one are ordered. */
export interface WindowOrder {
  /** `number`: the order in which the ledger heard of them. What hasn't started or ended counts as later than what has. */
  readonly by: WindowOrderKey;
  readonly descending?: boolean;
}

/** Which part of a run's rows to watch. */
export interface WatchWindowOptions extends WatchOptions {
  readonly filter?: ActionsFilter;
  /** Default: by number. */
  readonly order?: WindowOrder;
  /** The names of the actions whose children have rows. At most `limits.expandedActions`. Default: the root. */
  readonly expanded?: readonly string[];
  /**
   * What the window is about: a row, by number from 0; or an action, which the window then follows when rows come and go
   * above it. One without a row stands for what has one of those above it. Default: row 0.
   */
  readonly anchor?: { readonly row: number } | { readonly action: string };
  /** How many rows to give above the anchor. Default: 0. */
  readonly before?: number;
  /** How many rows to give from the anchor on. Default: 100. Together with `before` at most `limits.windowRows`. */
  readonly after?: number;
  /**
   * What whoever asks has from another window on the same run: actions as they were at a revision. They are sent only if they have
   * changed since. At most as many names as twice `limits.windowRows`.
   */
  readonly held?: { readonly revision: number; readonly actions: readonly string[] };
}

/** How to watch one action. */
export interface WatchActionOptions extends WatchOptions {
  /** Gives the action only once it has changed above this revision. Undefined: it comes at once. */
  readonly afterRevision?: number;
}

/** How to watch the reports of a run. */
export interface WatchEventsOptions extends WatchOptions {
  /** Only reports on this action. */
  readonly action?: string;
  /** Gives reports above this revision. Undefined or 0: all of them. */
  readonly afterRevision?: number;
  /** Reports in one frame, at most. Default and upper bound: `limits.frameSize`. */
  readonly frameSize?: number;
}

/** How to watch runs. */
export interface WatchRunsOptions {
  readonly project?: string;
  readonly domain?: string;
  /** Resumes from this cursor. Undefined: from now on; the first frame has no runs, and the cursor. */
  readonly cursor?: string;
  readonly signal?: AbortSignal;
}
