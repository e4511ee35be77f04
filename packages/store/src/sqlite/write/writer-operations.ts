import type { RunKey } from "../../store.ts";
import type { Table } from "../../table/table.ts";
import type { WriterConnection } from "../open-writer.ts";
import { type Found, selectActions } from "../select-actions.ts";
import { selectRun } from "../select-run.ts";
import { loadReports } from "./load-reports.ts";
import { loadUnfinishedActions } from "./load-unfinished-actions.ts";
import { lockRuns } from "./lock-runs.ts";
import { type PackedChanges, write } from "./write.ts";

/** What can be asked of the connection that writes. The first question of a transaction begins it. */
export type WriterOperations = {
  lockRuns(seeds: Table): Table;
  lockRun(key: RunKey): Table;
  loadActions(refs: Table): Found;
  loadUnfinishedActions(runId: number): Table;
  loadReports(refs: Table): Table;
  write(changes: PackedChanges): number[];
  commit(): void;
  rollback(): void;
  close(): void;
};

/** Makes the operations over an open connection. */
export function writerOperations({ connection, close }: WriterConnection): WriterOperations {
  const begun = () => {
    if (!connection.db.isTransaction) connection.db.exec("BEGIN IMMEDIATE");
    return connection;
  };
  return {
    lockRuns: (seeds) => lockRuns(begun(), seeds),
    lockRun: (key) => selectRun(begun(), key),
    loadActions: (refs) => selectActions(begun(), refs),
    loadUnfinishedActions: (runId) => loadUnfinishedActions(begun(), runId),
    loadReports: (refs) => loadReports(begun(), refs),
    write: (changes) => write(begun(), changes),
    commit: () => {
      if (connection.db.isTransaction) connection.db.exec("COMMIT");
    },
    rollback: () => {
      if (connection.db.isTransaction) connection.db.exec("ROLLBACK");
    },
    close,
  };
}
