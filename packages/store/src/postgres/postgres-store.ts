import type { OutlineQuery, RunOutline } from "../outline.ts";
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
} from "../queries.ts";
import { actionShape, listedEventShape, listedQuarantineShape, runShape } from "../row-shapes.ts";
import type {
  ActionRow,
  EntityRow,
  DeletedRun,
  EventRow,
  QuarantineRow,
  RunRow,
  StoredAction,
} from "../rows.ts";
import type { ErrorScope } from "../sqlite/read/group-errors.ts";
import type { AbortQuery } from "../sqlite/read/list-pending-aborts.ts";
import type {
  ActionRef,
  EntityChange,
  EntityKey,
  HintListener,
  RunHint,
  RunKey,
  Store,
  WriteTransaction,
} from "../store.ts";
import { pickColumns } from "../table/pick-columns.ts";
import type { RowShape } from "../table/row-shape.ts";
import type { Connections } from "./connections.ts";
import { createEntity, getEntity, listEntities, updateEntity } from "./entities.ts";
import { getDeletedRun } from "./deleted-runs.ts";
import type { Hints } from "./hints/hints.ts";
import { type Ask, findActions, findRuns } from "./lookups.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import { feed } from "./read/feed.ts";
import { groupErrors, readErrorGroup } from "./read/group-errors.ts";
import {
  actionsChanged,
  countActions,
  listActions,
  listPendingAborts,
} from "./read/list-actions.ts";
import { listEvents } from "./read/list-events.ts";
import { listQuarantine } from "./read/list-quarantine.ts";
import { listRuns } from "./read/list-runs.ts";
import { outline } from "./read/outline.ts";
import { readRows } from "./read-rows.ts";
import { prepare, type Statement } from "./statement.ts";
import { Transactor } from "./transactor.ts";

/** What a PostgresStore stands on. */
export interface PostgresParts {
  readonly description: string;
  readonly connections: Connections;
  readonly hints: Hints;
  readonly options: PostgresOptions;
}

// Reads a row of a table: SELECT 1 would answer even where the schema is gone.
const ping = prepare("SELECT identity FROM runledger.identity");

/** The action repository over PostgreSQL. */
export class PostgresStore implements Store {
  readonly description: string;
  readonly shared = true;
  readonly concurrency: number;
  readonly #connections: Connections;
  readonly #hints: Hints;
  readonly #transactor: Transactor;
  readonly #ask: Ask;
  readonly #run: Ask;

  constructor({ connections, description, hints, options }: PostgresParts) {
    this.description = description;
    this.concurrency = options.transactions;
    this.#connections = connections;
    this.#hints = hints;
    this.#transactor = new Transactor(connections, options);
    this.#ask = (statement) => connections.read(statement);
    this.#run = (statement) => connections.run(statement);
  }

  async transact<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    this.#connections.refuseClosed();
    return this.#transactor.run(work);
  }

  async getRun(key: RunKey): Promise<RunRow | undefined> {
    return (await findRuns(this.#ask, [key]))[0];
  }

  async getDeletedRun(key: RunKey): Promise<DeletedRun | undefined> {
    return getDeletedRun(this.#ask, key);
  }

  async listRuns(query: RunQuery): Promise<RunRow[]> {
    return this.#list(runShape, listRuns(query));
  }

  async getAction(ref: ActionRef): Promise<StoredAction | undefined> {
    return (await findActions(this.#ask, [ref]))[0];
  }

  async getActions(refs: readonly ActionRef[]): Promise<(StoredAction | undefined)[]> {
    return findActions(this.#ask, refs);
  }

  async listActions<Name extends keyof ActionRow = keyof ActionRow>(
    query: ActionQuery<Name>,
  ): Promise<Pick<ActionRow, Name>[]> {
    return this.#list(pickColumns(actionShape, query.columns), listActions(query));
  }

  async countActions(query: Pick<ActionQuery, "runId" | "filter">): Promise<Map<number, number>> {
    const rows = await this.#ask(countActions(query));
    return new Map(rows.map(([phase, count]) => [Number(phase), Number(count)]));
  }

  async actionsChanged<Name extends keyof ActionRow = keyof ActionRow>(
    query: ActionsChangedQuery<Name>,
  ): Promise<Pick<ActionRow, Name>[]> {
    return this.#list(pickColumns(actionShape, query.columns), actionsChanged(query));
  }

  async outline(query: OutlineQuery): Promise<RunOutline | undefined> {
    return this.#connections.readTogether((ask) => outline(ask, query));
  }

  async listEvents(query: EventQuery): Promise<EventRow[]> {
    return this.#list(listedEventShape, listEvents(query));
  }

  async listQuarantine(query: QuarantineQuery): Promise<QuarantineRow[]> {
    return this.#list(listedQuarantineShape, listQuarantine(query));
  }

  async groupErrors(scope: ErrorScope): Promise<ErrorGroupRow[]> {
    return (await this.#ask(groupErrors(scope))).map(readErrorGroup);
  }

  async feed(query: FeedQuery): Promise<FeedPage> {
    return feed(this.#ask, query);
  }

  async listPendingAborts(query: AbortQuery): Promise<StoredAction[]> {
    return this.#list(actionShape, listPendingAborts(query)) as Promise<StoredAction[]>;
  }

  async createEntity(
    entity: Omit<EntityRow, "id">,
  ): Promise<{ created: boolean; entity: EntityRow }> {
    return createEntity(this.#run, entity);
  }

  async updateEntity(change: EntityChange): Promise<EntityRow | undefined> {
    return updateEntity(this.#run, change);
  }

  async getEntity(key: EntityKey): Promise<EntityRow | undefined> {
    return getEntity(this.#ask, key);
  }

  async listEntities(query: EntityQuery): Promise<EntityRow[]> {
    return listEntities(this.#ask, query);
  }

  publish(hints: readonly RunHint[]): void {
    this.#hints.publish(hints);
  }

  listen(listener: HintListener): () => void {
    return this.#hints.listen(listener);
  }

  async ping(): Promise<void> {
    await this.#ask(ping());
  }

  async close(): Promise<void> {
    await this.#connections.close(async () => {
      await this.#hints.close();
      await this.#transactor.idle();
    });
  }

  async #list<Row>(shape: RowShape<Row>, statement: Statement): Promise<Row[]> {
    return readRows(shape, await this.#ask(statement));
  }
}
