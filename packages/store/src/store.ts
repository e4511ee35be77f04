import type { OutlineQuery, RunOutline } from "./outline.ts";
import type {
  RunRow,
  ActionRow,
  AttemptErrorRow,
  EntityRow,
  DeletedRun,
  EventRow,
  QuarantineRow,
  StoredAction,
  ClaimedWork,
  WorkRow,
} from "./rows.ts";
import type {
  ActionQuery,
  ActionsChangedQuery,
  EntityQuery,
  ErrorGroupRow,
  EventQuery,
  FeedPage,
  FeedQuery,
  QuarantineQuery,
  RunQuery,
  SweepQuery,
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

/** Names what was registered. */
export type EntityKey = Pick<EntityRow, "kind" | "project" | "domain" | "name" | "version">;

/** What may be changed of what was registered. */
export type EntityChange = EntityKey & Pick<EntityRow, "title" | "state" | "updatedAt" | "body">;

/** Names a report by its action's number in the run. */
export interface ReportRef {
  readonly runId: number;
  readonly actionNumber: number;
  readonly attempt: number;
  readonly phase: number;
  readonly version: number;
}

/** Names the work of an action. */
export interface WorkRef {
  readonly runId: number;
  readonly actionNumber: number;
}

/** Names work that a worker has, and as which. */
export interface WorkLease extends WorkRef {
  readonly fence: number;
}

/** Work that a worker still has. */
export interface HeldWork extends WorkRef {
  /** When it is to be looked at. Null: when the ledger has news. */
  readonly dueAt: number | null;
}

/** Who asks for work, and how much of it. Times are microseconds since 1970. */
export interface WorkClaim {
  readonly owner: string;
  readonly now: number;
  /** Until when the worker has what it gets, unless it renews that. */
  readonly until: number;
  /** The most that it takes. */
  readonly limit: number;
  /** How much work of one project may be leased at a time, by all workers together. Undefined: any. */
  readonly perProject?: number;
  /** How much work of one task type may be. Undefined: any. */
  readonly perTaskType?: number;
  /** Only work of these task types. Undefined: of any. */
  readonly taskTypes?: readonly string[];
  /** No work of these task types, which don't count where work of a project is counted either. Undefined: none. */
  readonly exceptTaskTypes?: readonly string[];
}

/** Says which task types a worker takes. Times are microseconds since 1970. */
export interface TaskTypesNotice {
  readonly taskTypes: readonly string[];
  readonly now: number;
  /** What no worker has taken since then is forgotten. */
  readonly since: number;
}

/** A place in the cache, and the action that needs what is there. */
export interface CachePlace extends WorkRef {
  readonly project: string;
  readonly domain: string;
  /** A digest of everything that the outputs depend on. */
  readonly key: Uint8Array;
}

/** What is in a place of the cache. */
export interface CacheEntry {
  /** An OutputReferences. */
  readonly outputs: Uint8Array;
  /** A CacheMetadata: where they come from. */
  readonly source: Uint8Array;
}

/** What the cache has for an action: an entry, the place for it to fill, or another action that is about to fill it. */
export type CacheAnswer =
  | { readonly kind: "filled"; readonly entry: CacheEntry }
  | { readonly kind: "reserved" }
  | { readonly kind: "filling" };

/** Says that a run has come to a revision. */
export interface RunHint extends RunKey {
  readonly runId: number;
  readonly revision: number;
}

/** Who is told what other processes on the same database hint at. */
export interface HintListener {
  /** Some runs have changed. */
  changed(hints: readonly RunHint[]): void;
  /** Hints may have been lost, or there were too many of them to tell: everything that is watched is to be looked at. */
  missed(): void;
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
  /** Work as it is now, new and known. */
  readonly work?: readonly WorkRow[];
  /** Work of which nothing is left. */
  readonly workDone?: readonly WorkRef[];
  /** Work that is to be looked at by `dueAt` at the latest, if it is there. */
  readonly workDue?: readonly (WorkRef & { readonly dueAt: number })[];
  /** What is registered along with it, in place of what stands under the same names. */
  readonly entities?: readonly Omit<EntityRow, "id">[];
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
  /** Loads the work of actions, in the order asked for; undefined where nothing is to be done. */
  loadWork(refs: readonly WorkRef[]): Promise<(WorkRow | undefined)[]>;
  /**
   * Leases work that is due and that nobody has, and work whose worker hasn't renewed its lease in time, due or not: by
   * deadline, within the limits. Each time its fence goes up by one. Two workers never get the same.
   */
  claimWork(claim: WorkClaim): Promise<ClaimedWork[]>;
  /** Makes leases last until then. Gives those that the worker still has; it has lost the others. */
  renewWork(owner: string, until: number, leases: readonly WorkLease[]): Promise<HeldWork[]>;
  /** Notes the task types that a worker takes, and lists those that any has said that it takes, by name. */
  noteTaskTypes(notice: TaskTypesNotice): Promise<string[]>;
  /**
   * Looks into the cache. A place where nothing is gets reserved for the action; one that another action has reserved isn't had
   * before that one has filled it, has nothing left to do, or waits for news, as one whose abort was given up.
   */
  reserveCache(place: CachePlace): Promise<CacheAnswer>;
  /** Puts an entry into the cache, in the place of what was there. It goes with the run of the action that made it. */
  fillCache(place: CachePlace, entry: CacheEntry): Promise<void>;
  /**
   * Deletes locked runs: from the commit on they are in no list and found by no name, and the feed tells that they are gone. Their
   * actions and reports stay, where nobody finds them but who holds the run's number, until they are swept.
   */
  deleteRuns(runIds: readonly number[]): Promise<void>;
  /**
   * Removes actions, errors, reports and refused reports of deleted runs, as many rows as are asked for: of a run those with the highest
   * revision first, so that who is still reading it finds less and less of its end, and never a gap. Returns how many; fewer than
   * were asked for once nothing is left.
   */
  sweep(query: SweepQuery): Promise<number>;
  /**
   * Removes what is left of runs that were deleted and swept: their names, last revisions and places in the feed, as many as are asked
   * for, those that were deleted first. Cursors of the feed from before are refused from then on, and another run of such a name
   * begins at revision 0. Returns of how many; fewer than were asked for once nothing is left.
   */
  forgetDeletedRuns(query: SweepQuery): Promise<number>;
  /**
   * Writes everything, set by set. Returns the ids of the quarantined reports, in order.
   *
   * @param more whether there is much more to come: these may then be written while the caller works on
   */
  write(changes: Changes, more?: "more"): Promise<{ readonly quarantineIds: readonly number[] }>;
}

/**
 * The action repository: rows in and out, and nothing else. What may happen to them is decided above, in the ledger;
 * the guard in the database refuses what the lifecycle forbids all the same, whoever writes.
 */
export interface Store {
  /** What stands behind it, for people: "SQLite 3.51.0, /home/me/.local/share/runledger/runledger.db". */
  readonly description: string;

  /** Whether other processes may have it open at the same time. */
  readonly shared: boolean;

  /** How many transactions it does at once. Above 1, those that lock the same run still go one after the other. */
  readonly concurrency: number;

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
  /** Gets what is left of the run of this name that was deleted last. */
  getDeletedRun(key: RunKey): Promise<DeletedRun | undefined>;
  /** Lists runs, a page at a time. */
  listRuns(query: RunQuery): Promise<RunRow[]>;
  /** Gets an action with its record. */
  getAction(ref: ActionRef): Promise<StoredAction | undefined>;
  /** Gets many actions with their records, in the order asked for. */
  getActions(refs: readonly ActionRef[]): Promise<(StoredAction | undefined)[]>;
  /** Lists actions of a run, a page at a time, without their records. */
  listActions<Name extends keyof ActionRow = keyof ActionRow>(
    query: ActionQuery<Name>,
  ): Promise<Pick<ActionRow, Name>[]>;
  /** Counts the actions of a run by phase, of those that the query's filters keep. */
  countActions(query: Pick<ActionQuery, "runId" | "filter">): Promise<Map<number, number>>;
  /** Lists the actions of a run that changed above a revision, by revision: the run's log, read from its rows. */
  actionsChanged<Name extends keyof ActionRow = keyof ActionRow>(
    query: ActionsChangedQuery<Name>,
  ): Promise<Pick<ActionRow, Name>[]>;
  /**
   * Reads how a run's actions lie, and the first of those that are asked for. It goes through all of the run's rows in the
   * database, and takes few of them along.
   *
   * @returns undefined where there is no such run, or there are more counts than were asked for
   */
  outline(query: OutlineQuery): Promise<RunOutline | undefined>;
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

  /**
   * Tells other processes on this database that runs have changed. Only a hint: sent outside any transaction, together with
   * others, and it may be lost. Never throws and is not waited for.
   */
  publish(hints: readonly RunHint[]): void;
  /**
   * Listens to the hints of other processes, from soon on.
   *
   * @returns how to stop
   */
  listen(listener: HintListener): () => void;

  /**
   * Registers something, unless something is registered under its name: that stays as it is. Durable when this resolves. A
   * project is registered with its first run, so that all are listed that there are.
   */
  createEntity(
    entity: Omit<EntityRow, "id">,
  ): Promise<{ readonly created: boolean; readonly entity: EntityRow }>;
  /** Changes what was registered, and returns it as it is then; undefined where there is nothing. */
  updateEntity(change: EntityChange): Promise<EntityRow | undefined>;
  /** Gets what was registered. */
  getEntity(key: EntityKey): Promise<EntityRow | undefined>;
  /** Lists what was registered, a page at a time. */
  listEntities(query: EntityQuery): Promise<EntityRow[]>;

  /** Checks that the database answers. Rejects with a StoreError where it doesn't. */
  ping(): Promise<void>;
  /** Closes it: transactions under way are finished, later calls are refused. */
  close(): Promise<void>;
}
