import type {
  RunRow,
  ActionRow,
  AttemptErrorRow,
  EventRow,
  QuarantineRow,
  StoredAction,
} from "./rows.ts";
import type {
  ActionQuery,
  ActionsChangedQuery,
  ErrorGroupRow,
  EventQuery,
  FeedPage,
  FeedQuery,
  QuarantineQuery,
  RunQuery,
} from "./queries.ts";

/** Names a run: what is unique. `org` is kept with the run and is no part of its name. */
export interface RunKey {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
}

/** A run to lock, and what to create it with where it isn't known yet. */
export interface RunSeed extends RunKey {
  readonly org: string;
  /** When the ledger heard of it, in microseconds since 1970. */
  readonly createdAt: number;
}

/** Names an action by its run's row and its name. */
export interface ActionRef {
  readonly runId: number;
  readonly name: string;
}

/** Names a report by its action's number in the run. */
export interface ReportRef {
  readonly runId: number;
  readonly actionNumber: number;
  readonly attempt: number;
  readonly phase: number;
  readonly version: number;
}

/** Everything that one transaction writes. All rows of a run belong to a run that the same transaction has locked. */
export interface Changes {
  /** Runs as they are now: revision, counters, the root's columns. The rows exist: `lockRuns` made them. */
  readonly runs: readonly RunRow[];
  /** Actions as they are now, new ones and known ones. */
  readonly actions: readonly ActionRow[];
  /** Errors that attempts ended with, new ones and corrected ones. */
  readonly errors: readonly AttemptErrorRow[];
  /** New reports. Their keys are new. */
  readonly events: readonly EventRow[];
  /** Refused reports. `id` is given by the store. */
  readonly quarantine: readonly Omit<QuarantineRow, "id">[];
}

/** One write transaction. Nothing that it reads changes before it ends. */
export interface WriteTransaction {
  /**
   * Locks runs against every other writer and returns their rows, in the order asked for. A run that isn't known is
   * created with revision 0 and no actions; such a row stays only if the transaction commits.
   */
  lockRuns(seeds: readonly RunSeed[]): Promise<RunRow[]>;
  /** Looks a run up without creating it, and locks it. */
  lockRun(key: RunKey): Promise<RunRow | undefined>;
  /** Loads actions of locked runs, in the order asked for; undefined where there is none. */
  loadActions(refs: readonly ActionRef[]): Promise<(StoredAction | undefined)[]>;
  /** Loads every action of a locked run whose phase doesn't end an attempt, and those that may be tried again. */
  loadUnfinishedActions(runId: number): Promise<StoredAction[]>;
  /** Loads the bytes of the reports stored under these keys, in the order asked for; undefined where there is none. */
  loadReports(refs: readonly ReportRef[]): Promise<(Uint8Array | undefined)[]>;
  /** Writes everything, set by set. Returns the ids of the quarantined reports, in order. */
  write(changes: Changes): Promise<{ readonly quarantineIds: readonly number[] }>;
}

/**
 * The action repository: rows in and out, and nothing else. What may happen to them is decided above, in the ledger;
 * the guard in the database refuses what the lifecycle forbids all the same, whoever writes.
 */
export interface Store {
  /** What stands behind it, for people: "SQLite 3.51.0, /home/me/.local/share/runledger/runledger.db". */
  readonly description: string;

  /**
   * Runs `work` in one write transaction and commits when it resolves; durable when this resolves. Rolled back when
   * `work` rejects. A store that can lose a race (deadlock, serialisation) runs `work` again, so it must have no effects
   * of its own. What it reads it reads from the transaction: a call of the store itself could wait for this very
   * transaction to end. After a call in it has failed, it isn't committed, even if `work` caught the error.
   *
   * @throws StoreError of kind `busy`, `full`, `readonly`, `damaged`, `closed`, `guard` or `unavailable`.
   */
  transact<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T>;

  /** Gets a run. */
  getRun(key: RunKey): Promise<RunRow | undefined>;
  /** Lists runs, a page at a time. */
  listRuns(query: RunQuery): Promise<RunRow[]>;
  /** Gets an action with its record. */
  getAction(ref: ActionRef): Promise<StoredAction | undefined>;
  /** Gets many actions with their records, in the order asked for. */
  getActions(refs: readonly ActionRef[]): Promise<(StoredAction | undefined)[]>;
  /** Lists actions of a run, a page at a time, without their records. */
  listActions(query: ActionQuery): Promise<ActionRow[]>;
  /** Counts the actions of a run by phase, of those that the query's filters keep. */
  countActions(query: Omit<ActionQuery, "after" | "limit" | "sort">): Promise<Map<number, number>>;
  /** Lists the actions of a run that changed above a revision, by revision: the run's log, read from its rows. */
  actionsChanged(query: ActionsChangedQuery): Promise<ActionRow[]>;
  /** Lists reports of a run or of one action, by revision. */
  listEvents(query: EventQuery): Promise<EventRow[]>;
  /** Lists refused reports, newest first. */
  listQuarantine(query: QuarantineQuery): Promise<QuarantineRow[]>;
  /** Groups the errors of a run, or of a project and domain, by kind and code, the most frequent first. */
  groupErrors(
    query: { readonly runId: number } | { readonly project: string; readonly domain: string },
  ): Promise<ErrorGroupRow[]>;
  /** Lists runs that changed above a cursor, in commit order, with the cursor to go on from. */
  feed(query: FeedQuery): Promise<FeedPage>;
  /** Lists abort requests that are not confirmed and are due, the longest due first. */
  listPendingAborts(query: {
    readonly dueAt: number;
    readonly limit: number;
  }): Promise<StoredAction[]>;

  /** Checks that the database answers. Rejects with a StoreError where it doesn't. */
  ping(): Promise<void>;
  /** Closes it: transactions under way are finished, later calls are refused. */
  close(): Promise<void>;
}
