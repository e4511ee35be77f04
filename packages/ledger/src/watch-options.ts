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
