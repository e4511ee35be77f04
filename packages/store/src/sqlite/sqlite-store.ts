import type { Channel } from "../channel/channel.ts";
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
import {
  actionShape,
  actionRefShape,
  entityShape,
  listedEntityShape,
  listedEventShape,
  listedQuarantineShape,
  runKeyShape,
  runShape,
} from "../row-shapes.ts";
import type {
  ActionRow,
  EntityRow,
  DeletedRun,
  EventRow,
  QuarantineRow,
  RunRow,
  StoredAction,
} from "../rows.ts";
import { StoreError } from "../store-error.ts";
import type {
  ActionRef,
  EntityChange,
  EntityKey,
  RunKey,
  Store,
  WriteTransaction,
} from "../store.ts";
import type { Cell } from "../table/pack-cells.ts";
import { packRows } from "../table/pack-rows.ts";
import { pickColumns } from "../table/pick-columns.ts";
import { unpackRows } from "../table/unpack-rows.ts";
import { unpackFound } from "./found.ts";
import { Gate } from "../gate.ts";
import type { LookupOperations } from "./lookup-operations.ts";
import type { Near } from "./near.ts";
import type { ErrorScope } from "./read/group-errors.ts";
import type { AbortQuery } from "./read/list-pending-aborts.ts";
import type { ReaderOperations } from "./read/reader-operations.ts";
import { SqliteTransaction } from "./sqlite-transaction.ts";
import type { WriterOperations } from "./write/writer-operations.ts";

/** What a SqliteStore stands on. */
export interface SqliteChannels {
  readonly description: string;
  readonly writer: Channel<WriterOperations>;
  readonly reader: Channel<ReaderOperations>;
  /** What is done in this thread, where the other two are in threads of their own. */
  readonly near?: Near;
  /** Whether writer and reader are one connection, so that a read has to wait for the end of a transaction. */
  readonly shared: boolean;
}

/** The action repository over SQLite: one connection that writes, one that reads. */
export class SqliteStore implements Store {
  readonly description: string;
  readonly shared = false;
  readonly concurrency = 1;
  readonly #writer: Channel<WriterOperations>;
  readonly #reader: Channel<ReaderOperations>;
  readonly #near: Near | undefined;
  readonly #writes = new Gate();
  readonly #reads: Gate | undefined;
  #closing: Promise<void> | undefined;

  constructor({ description, writer, reader, near, shared }: SqliteChannels) {
    this.description = description;
    this.#writer = writer;
    this.#reader = reader;
    this.#near = near;
    this.#reads = shared ? this.#writes : undefined;
  }

  async transact<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    this.#refuseClosed();
    return this.#writes.run(async () => {
      const transaction = new SqliteTransaction(this.#writer, this.#near);
      try {
        const result = await work(transaction);
        await transaction.commit();
        return result;
      } catch (error) {
        // Where even that fails, the thread is gone and the transaction with it: what came first is the reason.
        await transaction.rollback().catch(() => {});
        throw error;
      }
    });
  }

  async getRun(key: RunKey): Promise<RunRow | undefined> {
    const found = await this.#lookUp("findRuns", packRows(runKeyShape, [key]));
    return unpackFound(runShape, found)[0];
  }

  async getDeletedRun({ project, domain, name }: RunKey): Promise<DeletedRun | undefined> {
    return this.#read("getDeletedRun", { project, domain, name });
  }

  async listRuns(query: RunQuery): Promise<RunRow[]> {
    return unpackRows(runShape, await this.#read("listRuns", query));
  }

  async getAction(ref: ActionRef): Promise<StoredAction | undefined> {
    const [action] = await this.getActions([ref]);
    return action;
  }

  async getActions(refs: readonly ActionRef[]): Promise<(StoredAction | undefined)[]> {
    const found = await this.#lookUp("loadActions", packRows(actionRefShape, refs));
    return unpackFound(actionShape, found) as (StoredAction | undefined)[];
  }

  async listActions<Name extends keyof ActionRow = keyof ActionRow>(
    query: ActionQuery<Name>,
  ): Promise<Pick<ActionRow, Name>[]> {
    const shape = pickColumns(actionShape, query.columns);
    return unpackRows(shape, await this.#read("listActions", query));
  }

  async countActions(query: Pick<ActionQuery, "runId" | "filter">): Promise<Map<number, number>> {
    return new Map(await this.#read("countActions", query));
  }

  async actionsChanged<Name extends keyof ActionRow = keyof ActionRow>(
    query: ActionsChangedQuery<Name>,
  ): Promise<Pick<ActionRow, Name>[]> {
    const shape = pickColumns(actionShape, query.columns);
    return unpackRows(shape, await this.#read("actionsChanged", query));
  }

  async outline(query: OutlineQuery): Promise<RunOutline | undefined> {
    const packed = await this.#read("outline", query);
    if (packed === undefined) return undefined;
    const { children, counts, parents, revision } = packed;
    const lists = children.map(([name, rows]) => [name, unpackRows(actionShape, rows)] as const);
    return {
      revision,
      counts,
      parents: unpackRows(actionShape, parents),
      children: new Map(lists),
    };
  }

  async listEvents(query: EventQuery): Promise<EventRow[]> {
    return unpackRows(listedEventShape, await this.#read("listEvents", query));
  }

  async listQuarantine(query: QuarantineQuery): Promise<QuarantineRow[]> {
    return unpackRows(listedQuarantineShape, await this.#read("listQuarantine", query));
  }

  async groupErrors(scope: ErrorScope): Promise<ErrorGroupRow[]> {
    return this.#read("groupErrors", scope);
  }

  async feed(query: FeedQuery): Promise<FeedPage> {
    const { rows, deleted, cursor } = await this.#read("feed", query);
    return { runs: unpackRows(runShape, rows), deleted, cursor };
  }

  async listPendingAborts(query: AbortQuery): Promise<StoredAction[]> {
    const table = await this.#read("listPendingAborts", query);
    return unpackRows(actionShape, table) as StoredAction[];
  }

  async createEntity(
    entity: Omit<EntityRow, "id">,
  ): Promise<{ created: boolean; entity: EntityRow }> {
    this.#refuseClosed();
    const packed = packRows(entityShape, [entity]);
    const { created, rows } = await this.#writes.run(() =>
      this.#writer.call("createEntity", packed),
    );
    const [row] = unpackRows(listedEntityShape, rows);
    if (row === undefined) throw new StoreError("internal", "What was registered isn't there.");
    return { created, entity: row };
  }

  async updateEntity(change: EntityChange): Promise<EntityRow | undefined> {
    this.#refuseClosed();
    const { title, state, updatedAt, body } = change;
    const cells = { changed: [title, state, updatedAt, body], key: keyCells(change) };
    const rows = await this.#writes.run(() => this.#writer.call("updateEntity", cells));
    return unpackRows(listedEntityShape, rows)[0];
  }

  async getEntity(key: EntityKey): Promise<EntityRow | undefined> {
    return unpackRows(listedEntityShape, await this.#read("getEntity", keyCells(key)))[0];
  }

  async listEntities(query: EntityQuery): Promise<EntityRow[]> {
    return unpackRows(listedEntityShape, await this.#read("listEntities", query));
  }

  publish(): void {
    // One process writes: there is nobody else to tell.
  }

  listen(): () => void {
    return () => {};
  }

  async ping(): Promise<void> {
    await this.#read("ping");
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#writes.idle();
    try {
      await this.#near?.operations.call("close");
      await this.#reader.call("close");
      // The writer is the last one to close: that one writes the log back into the database.
      await this.#writer.call("close");
    } finally {
      await Promise.all([this.#reader.close(), this.#writer.close()]);
    }
  }

  #lookUp: Channel<LookupOperations>["call"] = async (name, ...args) => {
    this.#refuseClosed();
    if (this.#near?.looksUp(args[0].length) !== true) return this.#read(name, ...args);
    return this.#near.operations.call(name, ...args);
  };

  #read: Channel<ReaderOperations>["call"] = async (name, ...args) => {
    this.#refuseClosed();
    const read = () => this.#reader.call(name, ...args);
    return this.#reads === undefined ? read() : this.#reads.run(read);
  };

  #refuseClosed(): void {
    if (this.#closing === undefined) return;
    throw new StoreError("closed", `${this.description} was closed. Open it again to use it.`);
  }
}

function keyCells({ kind, project, domain, name, version }: EntityKey): Cell[] {
  return [kind, project, domain, name, version];
}
