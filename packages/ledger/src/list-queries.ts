import type { RunIdentifier } from "@runledger/proto";
import type { ActionColumn, Condition, Filter, RunColumn, Sort } from "@runledger/store";

/** Which runs to list. */
export interface ListRunsQuery {
  readonly filter?: Filter<RunColumn>;
  /** Conditions on labels, by key. */
  readonly labels?: readonly { readonly key: string; readonly condition: Condition }[];
  /** Only runs that have an action in one of these phases. */
  readonly havingActionIn?: readonly number[];
  /** Default: the newest first. */
  readonly sort?: Sort<RunColumn>;
  /** A cursor of the page before. */
  readonly after?: string;
  /** Default: 100, or `limits.pageSize` where that is lower. */
  readonly limit?: number;
}

/** Which actions of a run to list. */
export interface ListActionsQuery {
  readonly filter?: Filter<ActionColumn>;
  /** Default: in the order in which the ledger heard of them. */
  readonly sort?: Sort<ActionColumn>;
  readonly after?: string;
  readonly limit?: number;
}

/** Which reports of a run to list, in the order in which the ledger took them. */
export interface ListEventsQuery {
  /** Only reports on this action. */
  readonly action?: string;
  /** Only reports whose revision is above this one. */
  readonly afterRevision?: number;
  readonly limit?: number;
}

/** Which refused reports to list, newest first. */
export interface ListQuarantineQuery {
  readonly project?: string;
  readonly domain?: string;
  readonly run?: string;
  readonly action?: string;
  readonly rule?: string;
  readonly producer?: string;
  /** A cursor of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

/** Whose errors to group: a run's, or those of a project and domain. */
export type ErrorGroupsQuery =
  | { readonly run: RunIdentifier }
  | { readonly project: string; readonly domain: string };

/** Which abort requests to list: those not confirmed and due. */
export interface PendingAbortsQuery {
  /** Due at this time at the latest, in microseconds since 1970. Default: now. */
  readonly dueAt?: number;
  readonly limit?: number;
}
