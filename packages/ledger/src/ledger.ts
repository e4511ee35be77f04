import type {
  Action,
  ActionDeclaration,
  ActionDetails,
  ActionIdentifier,
  ActionPhase,
  ActionsFrame,
  AbortInfo,
  EnrichedIdentity,
  ErrorGroup,
  EventsFrame,
  Literal,
  QuarantinedEvent,
  RecordedEvent,
  Run,
  RunDeclaration,
  RunDetails,
  RunIdentifier,
} from "@runledger/proto";
import type { AbortResult } from "./abort-result.ts";
import type { CreateRunResult } from "./create-run-result.ts";
import type { DeclareResult } from "./declare-result.ts";
import type { LedgerLimits } from "./limits.ts";
import type { LedgerStats } from "./ledger-stats.ts";
import type {
  ErrorGroupsQuery,
  ListActionsQuery,
  ListEventsQuery,
  ListQuarantineQuery,
  ListRunsQuery,
  PendingAbortsQuery,
} from "./list-queries.ts";
import type { Page } from "./page.ts";
import type { PendingAbort } from "./pending-abort.ts";
import type { Report, ReportResult } from "./report.ts";
import type { RunsFrame } from "./runs-frame.ts";
import type { SignalResult } from "./signal-result.ts";
import type {
  WatchActionOptions,
  WatchActionsOptions,
  WatchEventsOptions,
  WatchRunsOptions,
} from "./watch-options.ts";

/**
 * Records reports about runs and shows the runs change. What a rule refuses comes back as a result; what is broken is
 * thrown as a LedgerError. Whatever writes has been committed when its promise resolves.
 */
export interface Ledger {
  /** The limits that hold. */
  readonly limits: LedgerLimits;

  /**
   * Records reports and answers for each of them, in order. A run or an action that isn't known is created by its first
   * report.
   *
   * @throws LedgerError of kind `limit` if there are too many; `overloaded`, `unavailable`, `storage` or `closed`. Then
   * none is recorded, or it isn't known whether they are: send them again.
   */
  record(reports: readonly Report[]): Promise<ReportResult[]>;
  /**
   * Declares a run. An empty name is replaced by a random one; the result tells it.
   *
   * @throws LedgerError of kind `invalid` if the declaration is malformed.
   */
  createRun(declaration: RunDeclaration): Promise<CreateRunResult>;
  /** Declares actions of a run, which is created if it isn't known. Answers for each, in order. */
  declareActions(
    run: RunIdentifier,
    declarations: readonly ActionDeclaration[],
  ): Promise<DeclareResult[]>;
  /** Aborts a run: every action of it that hasn't ended. @throws LedgerError of kind `notFound`. */
  abortRun(run: RunIdentifier, info: AbortInfo): Promise<AbortResult>;
  /** Aborts an action and every action below it that hasn't ended. @throws LedgerError of kind `notFound`. */
  abortAction(action: ActionIdentifier, info: AbortInfo): Promise<AbortResult>;
  /** Signals a condition with a value of its declared type. @throws LedgerError of kind `notFound`. */
  signal(action: ActionIdentifier, value: Literal, by?: EnrichedIdentity): Promise<SignalResult>;

  getRun(run: RunIdentifier): Promise<Run | undefined>;
  getRunDetails(run: RunIdentifier): Promise<RunDetails | undefined>;
  getAction(action: ActionIdentifier): Promise<Action | undefined>;
  getActionDetails(action: ActionIdentifier): Promise<ActionDetails | undefined>;
  /** Gets many actions, in the order asked for. */
  getActionsDetails(actions: readonly ActionIdentifier[]): Promise<(ActionDetails | undefined)[]>;
  listRuns(query?: ListRunsQuery): Promise<Page<Run>>;
  /** @throws LedgerError of kind `notFound`, as all below that name a run. */
  listActions(run: RunIdentifier, query?: ListActionsQuery): Promise<Page<Action>>;
  /** Counts the actions of a run by phase. Phases without any are left out. */
  countActions(
    run: RunIdentifier,
    query?: Pick<ListActionsQuery, "filter">,
  ): Promise<ReadonlyMap<ActionPhase, number>>;
  listEvents(run: RunIdentifier, query?: ListEventsQuery): Promise<Page<RecordedEvent>>;
  listQuarantine(query?: ListQuarantineQuery): Promise<Page<QuarantinedEvent>>;
  /** Groups errors by kind and code, the most frequent first. */
  errorGroups(query: ErrorGroupsQuery): Promise<ErrorGroup[]>;
  /** Lists aborts that are to be delivered to engines, the longest due first. */
  pendingAborts(query?: PendingAbortsQuery): Promise<PendingAbort[]>;

  /**
   * Watches the actions of a run: a snapshot in one frame or more, a marker that it is complete, then changes; or, with
   * `afterRevision`, changes at once. Ends with a `settled` frame once the run has settled. A consumer that is slow gets
   * what changed since it last asked, each action once, as it is then.
   *
   * @throws LedgerError, at the first frame: `notFound`, `unknownRevision`, `limit`; later: `closed`, `unavailable`.
   */
  watchActions(run: RunIdentifier, options?: WatchActionsOptions): AsyncIterable<ActionsFrame>;
  /** Watches one action: as it is, then whenever it has changed. Ends once the run has settled. */
  watchAction(action: ActionIdentifier, options?: WatchActionOptions): AsyncIterable<ActionDetails>;
  /** Watches the reports of a run and skips none. Ends with a `settled` frame once the run has settled. */
  watchEvents(run: RunIdentifier, options?: WatchEventsOptions): AsyncIterable<EventsFrame>;
  /** Watches runs. Doesn't end by itself. */
  watchRuns(options?: WatchRunsOptions): AsyncIterable<RunsFrame>;

  stats(): LedgerStats;
  /** Writes what is queued, refuses what comes after, and ends every watch with an error of kind `closed`. */
  close(): Promise<void>;
}
