import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { type LookupOperations, lookupOperations } from "../lookup-operations.ts";
import type { WriterConnection } from "../open-writer.ts";
import { loadUnfinishedActions } from "./load-unfinished-actions.ts";
import { lockRuns } from "./lock-runs.ts";
import { type PackedChanges, write } from "./write.ts";

/** What can be asked of the connection that writes. The first question of a transaction begins it. */
export type WriterOperations = LookupOperations & {
  lockRuns(seeds: Table): Table;
  loadUnfinishedActions(runId: number): Table;
  /** Returns the numbers of the quarantined reports. */
  write(changes: PackedChanges): number[];
  /** Writes what is still to be written, and makes everything durable. */
  commit(changes: PackedChanges | undefined): void;
  rollback(): void;
  /** Writes the log back into the database, as far as no reader needs it. */
  checkpoint(): void;
  close(): void;
};

/** Makes the operations over an open connection. */
export function writerOperations({ connection, close }: WriterConnection): WriterOperations {
  const within = <T>(work: (connection: Connection) => T): T => {
    if (!connection.db.isTransaction) connection.db.exec("BEGIN IMMEDIATE");
    return work(connection);
  };
  return {
    ...lookupOperations(within),
    lockRuns: (seeds) => within(() => lockRuns(connection, seeds)),
    loadUnfinishedActions: (runId) => within(() => loadUnfinishedActions(connection, runId)),
    write: (changes) => within(() => write(connection, changes)),
    commit: (changes) => {
      if (changes !== undefined) within(() => write(connection, changes));
      if (connection.db.isTransaction) connection.db.exec("COMMIT");
    },
    rollback: () => {
      if (connection.db.isTransaction) connection.db.exec("ROLLBACK");
    },
    checkpoint: () => {
      // In the middle of a transaction it can't, and doesn't need to: the commit sees to it.
      if (!connection.db.isTransaction) connection.db.exec("PRAGMA wal_checkpoint(PASSIVE)");
    },
    close,
  };
}
