import { runShape, runSeedShape } from "../../row-shapes.ts";
import { type Cell, packCells } from "../../table/pack-cells.ts";
import { readCells } from "../../table/read-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { SELECT_RUN } from "../select-runs.ts";
import { toSqlNames } from "../sql-name.ts";

// A run of which nothing is known yet. If there was another one of its name, its revisions go on from there, so that no revision
// means two things. Its phase is the one that the lifecycle has for that.
const INSERT = `
INSERT INTO run (project, domain, name, org, created_at, updated_at, revision, action_count, open_count, declared, settled,
  source, phase, task_name, task_version, trigger_name, created_by, engine, labels, status, metadata, spec)
VALUES (?1, ?2, ?3, ?4, ?5, ?5,
  coalesce((SELECT max(revision) FROM deleted_run WHERE project = ?1 AND domain = ?2 AND name = ?3), 0), 0, 0, 0, 0, 0,
  (SELECT value FROM lifecycle_value WHERE lifecycle = 'runledger.core.v1.ActionPhase' AND role = 'absent'),
  '', '', '', '', '', '{}', x'', x'', x'')
RETURNING ${toSqlNames(runShape.columns)}`;

/**
 * Reads runs, and creates those that aren't there. The transaction that it belongs to is the only one that writes, so
 * that nobody else can change them before it ends.
 */
export function lockRuns(connection: Connection, seeds: Table): Table {
  const rows: Cell[][] = [];
  for (const seed of readCells(runSeedShape, seeds)) {
    const [project = null, domain = null, name = null] = seed;
    const row =
      connection.get(SELECT_RUN, project, domain, name) ?? connection.get(INSERT, ...seed) ?? [];
    rows.push(row);
  }
  return packCells(runShape, rows);
}
