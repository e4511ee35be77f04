import type { ActionRow, DeletedRun, QuarantineRow, RunRow } from "./rows.ts";

/**
 * What a filter on one column asks for. Text is compared byte by byte, except by `containsIgnoringCase`, which lowers both
 * as Unicode has it.
 *
 * `exists` and `notExists` ask whether a value says something: it is not null where it may be null, and otherwise neither
 * empty nor 0, which is the "unspecified" of every enum. A value that is null, and a label that isn't there, meets
 * `notIn`, `notEndsWith` and `notExists` and nothing else. A label that is there exists, even if it is empty.
 */
export type Condition =
  | { readonly kind: "in"; readonly values: readonly (string | number)[] }
  | { readonly kind: "notIn"; readonly values: readonly (string | number)[] }
  | { readonly kind: "atLeast" | "above" | "atMost" | "below"; readonly value: number | string }
  | {
      readonly kind: "contains" | "containsIgnoringCase" | "endsWith" | "notEndsWith";
      readonly value: string;
    }
  | { readonly kind: "exists" | "notExists" };

/** Columns of runs that can be filtered and sorted by. */
export type RunColumn =
  | "project"
  | "domain"
  | "name"
  | "phase"
  | "createdAt"
  | "updatedAt"
  | "startedAt"
  | "endedAt"
  | "taskName"
  | "taskVersion"
  | "triggerName"
  | "createdBy"
  | "source";

/** Columns of actions that can be filtered and sorted by. */
export type ActionColumn =
  | "number"
  | "name"
  | "parent"
  | "group"
  | "type"
  | "taskName"
  | "taskType"
  | "phase"
  | "attempt"
  | "createdAt"
  | "updatedAt"
  | "startedAt"
  | "endedAt"
  | "errorKind"
  | "errorCode"
  | "abortState";

/** A filter: all of its conditions hold. */
export type Filter<Column extends string> = readonly {
  readonly column: Column;
  readonly condition: Condition;
}[];

/**
 * A sort order. The store adds the row's own number as the last key, in the direction of the key before it, so that the
 * order is total. Null comes before everything ascending and after everything descending.
 */
export type Sort<Column extends string> = readonly {
  readonly column: Column;
  readonly descending: boolean;
}[];

/**
 * Where a page begins: the sort keys of the last row of the page before, and its own number. The number of a run is its
 * `id`, that of an action its `number`.
 */
export interface After {
  readonly keys: readonly (string | number | null)[];
  readonly id: number;
}

/** A page of runs. */
export interface RunQuery {
  readonly filter: Filter<RunColumn>;
  /** Conditions on labels, by key. */
  readonly labels?: readonly { readonly key: string; readonly condition: Condition }[];
  /** Only runs that have an action in one of these phases. */
  readonly havingActionIn?: readonly number[];
  readonly sort: Sort<RunColumn>;
  readonly after?: After;
  readonly limit: number;
}

/** A page of actions of one run. */
export interface ActionQuery<Name extends keyof ActionRow = keyof ActionRow> {
  /** What is read of each action: everything but the record where it is left out. */
  readonly columns?: readonly Name[];
  readonly runId: number;
  readonly filter: Filter<ActionColumn>;
  readonly sort: Sort<ActionColumn>;
  readonly after?: After;
  readonly limit: number;
}

/** A page of a run's log. */
export interface ActionsChangedQuery<Name extends keyof ActionRow = keyof ActionRow> {
  /** What is read of each action: everything but the record where it is left out. */
  readonly columns?: readonly Name[];
  readonly runId: number;
  /** Only actions whose revision is above this one. */
  readonly above: number;
  readonly limit: number;
}

/** A page of reports. */
export interface EventQuery {
  readonly runId: number;
  /** Only reports on this action. */
  readonly actionNumber?: number;
  /** Only reports whose revision is above this one. */
  readonly above: number;
  readonly limit: number;
}

/** A page of refused reports, newest first. */
export interface QuarantineQuery {
  readonly project?: string;
  readonly domain?: string;
  readonly run?: string;
  readonly action?: string;
  readonly rule?: string;
  readonly producer?: string;
  /** Only reports with a number below this one. */
  readonly before?: QuarantineRow["id"];
  readonly limit: number;
}

/** Errors of one kind and code, counted. */
export interface ErrorGroupRow {
  readonly kind: number;
  readonly code: string;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** The message of the last one. */
  readonly message: string;
  /** Names of the first few actions that it happened to. */
  readonly actions: readonly string[];
}

/** What to clear away of deleted runs. */
export interface SweepQuery {
  /** Only of runs that were deleted no later than this, in microseconds since 1970: those who read them have heard of it by then. */
  readonly deletedBefore: number;
  /** At most so many rows. */
  readonly limit: number;
}

/** What to follow over many runs. */
export interface FeedQuery {
  readonly project?: string;
  readonly domain?: string;
  /** The cursor of the page before. Undefined: from here on, which gives no runs and the first cursor. */
  readonly cursor?: string;
  readonly limit: number;
}

/** Runs that changed, each as it is now, and the cursor to go on from. */
export interface FeedPage {
  readonly runs: readonly RunRow[];
  /**
   * Runs that were deleted meanwhile, in any order. A run of the page that has the name of one of them is another one, and came
   * later.
   */
  readonly deleted: readonly DeletedRun[];
  readonly cursor: string;
}

/** Columns of what was registered that can be filtered and sorted by. */
export type EntityColumn =
  | "project"
  | "domain"
  | "name"
  | "version"
  | "title"
  | "state"
  | "createdBy"
  | "createdAt"
  | "updatedAt";

/** A page of what was registered, of one sort. */
export interface EntityQuery {
  readonly kind: string;
  readonly filter: Filter<EntityColumn>;
  readonly sort: Sort<EntityColumn>;
  /** `id` is the row's own. */
  readonly after?: After;
  readonly limit: number;
}
