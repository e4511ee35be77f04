import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { type LookupOperations, lookupOperations } from "../lookup-operations.ts";
import type { WriterConnection } from "../open-writer.ts";
import type { SweepQuery } from "../../queries.ts";
import { deleteRuns } from "./delete-runs.ts";
import { loadUnfinishedActions } from "./load-unfinished-actions.ts";
import type { Found } from "../found.ts";
import type {
  CacheAnswer,
  CacheEntry,
  CachePlace,
  TaskTypesNotice,
  WorkClaim,
} from "../../store.ts";
import { fillCache, reserveCache } from "./cache.ts";
import { noteTaskTypes } from "./task-types.ts";
import { claimWork, loadWork, renewWork } from "./work.ts";
import { lockRuns } from "./lock-runs.ts";
import { forget } from "./forget.ts";
import { sweep } from "./sweep.ts";
import { type PackedChanges, write } from "./write.ts";
import {
  type EntityCells,
  type PackedEntity,
  createEntity,
  updateEntity,
} from "./write-entities.ts";

/** What can be asked of the connection that writes. The first question of a transaction begins it. */
export type WriterOperations = LookupOperations & {
  lockRuns(seeds: Table): Table;
  loadUnfinishedActions(runId: number): Table;
  loadWork(refs: Table): Found;
  claimWork(claim: WorkClaim): Table;
  renewWork(owner: string, until: number, leases: Table): Table;
  noteTaskTypes(notice: TaskTypesNotice): string[];
  reserveCache(place: CachePlace): CacheAnswer;
  fillCache(place: CachePlace, entry: CacheEntry): void;
  deleteRuns(runIds: readonly number[]): void;
  sweep(query: SweepQuery): number;
  forget(query: SweepQuery): number;
  /** Returns the numbers of the quarantined reports. */
  write(changes: PackedChanges): number[];
  /**
   * Writes what is still to be written, and makes everything durable. Where the log has become long it is also written back
   * into the database, as far as no reader needs it: SQLite does so by itself with a commit.
   */
  commit(changes: PackedChanges | undefined): void;
  /** Registers something in a transaction of its own. */
  createEntity(entity: Table): PackedEntity;
  /** Changes what was registered in a transaction of its own. */
  updateEntity(cells: EntityCells): Table;
  rollback(): void;
  close(): void;
};

/** Makes the operations over an open connection. */
export function writerOperations({ connection, close }: WriterConnection): WriterOperations {
  // What failed in the transaction first. Others may have been asked for before that was known: they fail as well.
  let failure: { readonly error: unknown } | undefined;
  const within = <T>(work: (connection: Connection) => T): T => {
    if (failure !== undefined) throw failure.error;
    try {
      if (!connection.db.isTransaction) connection.db.exec("BEGIN IMMEDIATE");
      return work(connection);
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  return {
    ...lookupOperations(within),
    lockRuns: (seeds) => within(() => lockRuns(connection, seeds)),
    loadUnfinishedActions: (runId) => within(() => loadUnfinishedActions(connection, runId)),
    loadWork: (refs) => within(() => loadWork(connection, refs)),
    claimWork: (claim) => within(() => claimWork(connection, claim)),
    renewWork: (owner, until, leases) => within(() => renewWork(connection, owner, until, leases)),
    noteTaskTypes: (notice) => within(() => noteTaskTypes(connection, notice)),
    reserveCache: (place) => within(() => reserveCache(connection, place)),
    fillCache: (place, entry) => within(() => fillCache(connection, place, entry)),
    deleteRuns: (runIds) => within(() => deleteRuns(connection, runIds)),
    sweep: (query) => within(() => sweep(connection, query)),
    forget: (query) => within(() => forget(connection, query)),
    write: (changes) => within(() => write(connection, changes)),
    commit: (changes) => {
      within(() => {
        if (changes !== undefined) write(connection, changes);
        connection.db.exec("COMMIT");
      });
    },
    createEntity: (entity) =>
      connection.transaction("BEGIN IMMEDIATE", () => createEntity(connection, entity)),
    updateEntity: (cells) =>
      connection.transaction("BEGIN IMMEDIATE", () => updateEntity(connection, cells)),
    rollback: () => {
      failure = undefined;
      if (connection.db.isTransaction) connection.db.exec("ROLLBACK");
    },
    close,
  };
}
