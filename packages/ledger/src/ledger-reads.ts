import type {
  Action,
  ActionDetails,
  ActionIdentifier,
  ActionPhase,
  ErrorGroup,
  QuarantinedEvent,
  RecordedEvent,
  Run,
  RunDetails,
  RunIdentifier,
} from "@runledger/proto";
import type {
  ErrorGroupsQuery,
  ListActionsQuery,
  ListEventsQuery,
  ListQuarantineQuery,
  ListRunsQuery,
} from "./list-queries.ts";
import type { Page } from "./page.ts";

/**
 * What can be read of a ledger. Everything that was committed before the call is in it.
 *
 * Every call may throw a LedgerError of kind `invalid`, `limit`, `unavailable`, `storage` or `closed`.
 */
export interface LedgerReads {
  getRun(run: RunIdentifier): Promise<Run | undefined>;
  getRunDetails(run: RunIdentifier): Promise<RunDetails | undefined>;
  getAction(action: ActionIdentifier): Promise<Action | undefined>;
  getActionDetails(action: ActionIdentifier): Promise<ActionDetails | undefined>;
  /** Gets many actions, in the order asked for. */
  getActionsDetails(actions: readonly ActionIdentifier[]): Promise<(ActionDetails | undefined)[]>;
  listRuns(query?: ListRunsQuery): Promise<Page<Run>>;
  /**
   * Lists the actions of a run.
   *
   * @throws LedgerError of kind `notFound`, as all below that name a run
   */
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
}
