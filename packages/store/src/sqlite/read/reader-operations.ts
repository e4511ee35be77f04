import type {
  ActionQuery,
  ActionsChangedQuery,
  EntityQuery,
  ErrorGroupRow,
  EventQuery,
  FeedQuery,
  QuarantineQuery,
  RunQuery,
} from "../../queries.ts";
import type { OutlineQuery } from "../../outline.ts";
import type { Cell } from "../../table/pack-cells.ts";
import type { DeletedRun } from "../../rows.ts";
import type { RunKey } from "../../store.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { type LookupOperations, lookupOperations } from "../lookup-operations.ts";
import { selectEntity } from "../write/write-entities.ts";
import { actionsChanged } from "./actions-changed.ts";
import { countActions } from "./count-actions.ts";
import { type PackedFeedPage, feed } from "./feed.ts";
import { getDeletedRun } from "./get-deleted-run.ts";
import { type ErrorScope, groupErrors } from "./group-errors.ts";
import { listActions } from "./list-actions.ts";
import { listEntities } from "./list-entities.ts";
import { listEvents } from "./list-events.ts";
import { type AbortQuery, listPendingAborts } from "./list-pending-aborts.ts";
import { listQuarantine } from "./list-quarantine.ts";
import { listRuns } from "./list-runs.ts";
import { type PackedOutline, outline } from "./outline.ts";
import { registerFunctions } from "./register-functions.ts";

/** What can be asked of a connection that reads. Each answer is of one state of the database. */
export type ReaderOperations = LookupOperations & {
  getDeletedRun(key: RunKey): DeletedRun | undefined;
  listRuns(query: RunQuery): Table;
  listActions(query: ActionQuery): Table;
  countActions(query: Pick<ActionQuery, "runId" | "filter">): [phase: number, count: number][];
  actionsChanged(query: ActionsChangedQuery): Table;
  outline(query: OutlineQuery): PackedOutline | undefined;
  listEvents(query: EventQuery): Table;
  listQuarantine(query: QuarantineQuery): Table;
  groupErrors(scope: ErrorScope): ErrorGroupRow[];
  feed(query: FeedQuery): PackedFeedPage;
  listPendingAborts(query: AbortQuery): Table;
  getEntity(key: readonly Cell[]): Table;
  listEntities(query: EntityQuery): Table;
  ping(): void;
  close(): void;
};

/** Makes the operations over an open connection. */
export function readerOperations(connection: Connection): ReaderOperations {
  registerFunctions(connection);
  const atOnce = <T>(read: () => T): T => connection.transaction("BEGIN", read);
  return {
    ...lookupOperations((lookup) => atOnce(() => lookup(connection))),
    getDeletedRun: (key) => getDeletedRun(connection, key),
    listRuns: (query) => listRuns(connection, query),
    listActions: (query) => listActions(connection, query),
    countActions: (query) => countActions(connection, query),
    actionsChanged: (query) => actionsChanged(connection, query),
    outline: (query) => atOnce(() => outline(connection, query)),
    listEvents: (query) => listEvents(connection, query),
    listQuarantine: (query) => listQuarantine(connection, query),
    groupErrors: (scope) => groupErrors(connection, scope),
    feed: (query) => atOnce(() => feed(connection, query)),
    listPendingAborts: (query) => listPendingAborts(connection, query),
    getEntity: (key) => selectEntity(connection, key),
    listEntities: (query) => listEntities(connection, query),
    ping: () => {
      // Reads a page of a table: SELECT 1 would answer even where the file can't be read any more.
      connection.get("SELECT identity FROM identity");
    },
    close: () => connection.close(),
  };
}
