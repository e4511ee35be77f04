import type { RunIdentifier } from "@runledger/proto";
import type { DeleteResult } from "./delete-result.ts";

/** How to delete a run. */
export interface DeleteRunOptions {
  /** Deletes it though it hasn't settled. What is reported of it afterwards makes another run of its name. */
  readonly evenIfOpen?: boolean;
  /** Deletes it only if it is at this revision still: the one that was looked at, or put into an archive. */
  readonly atRevision?: number;
}

/** Which runs to delete. */
export interface PruneQuery {
  readonly project?: string;
  readonly domain?: string;
  /** But none of these projects, or of these domains of them. */
  readonly except?: readonly { readonly project: string; readonly domain?: string }[];
  /** Only runs that have not changed since, in microseconds since 1970. */
  readonly unchangedSince: number;
  /** Also those that haven't settled. */
  readonly evenIfOpen?: boolean;
  /** Says what would be deleted, and deletes nothing. */
  readonly dryRun?: boolean;
  /** How many runs to look at. Default 100, at most `limits.pageSize`. */
  readonly limit?: number;
  /** Goes on from the page before. */
  readonly after?: string;
}

/** A run that was deleted, or would be. */
export interface PrunedRun {
  readonly id: RunIdentifier;
  readonly revision: number;
  readonly actions: number;
  /** When it last changed, in microseconds since 1970. */
  readonly updatedAt: number;
}

/** What came of a page of runs. */
export interface PrunePage {
  readonly runs: readonly PrunedRun[];
  /** How many were left: they haven't settled, or have changed in between. */
  readonly kept: number;
  /** Where to go on. Undefined: there are no more. */
  readonly after: string | undefined;
}

/**
 * What can be forgotten of a ledger. A deleted run is gone at once and for everybody: its watches end with an error of kind `deleted`,
 * on every ledger that stands on the database, and watches of runs hear of it. Its rows go later, when nobody can be reading them.
 */
export interface LedgerRetention {
  /**
   * Deletes a run.
   *
   * @throws LedgerError of kind `notFound`
   */
  deleteRun(run: RunIdentifier, options?: DeleteRunOptions): Promise<DeleteResult>;
  /** Deletes a page of runs by age, those that have not changed for longest first. */
  pruneRuns(query: PruneQuery): Promise<PrunePage>;
  /**
   * Removes rows of deleted runs from the database, at most 1000 in a transaction of their own: of runs that were deleted so long ago
   * that every ledger has heard of it. Returns how many. Fewer than 1000: nothing is left for now.
   */
  sweepDeletedRuns(): Promise<number>;
  /**
   * Forgets that runs were deleted, at most 1000 in a transaction of their own: those that were deleted before a time and of which
   * nothing else is left. A watch of runs that is resumed from before is told to begin anew (`unknownRevision`); another run of such a
   * name begins with revision 1. Returns how many. Fewer than 1000: nothing is left for now.
   *
   * @param deletedBefore in microseconds since 1970: longer ago than anybody resumes a watch
   */
  forgetDeletedRuns(deletedBefore: number): Promise<number>;
}
