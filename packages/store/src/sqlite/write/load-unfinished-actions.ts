import { actionShape } from "../../row-shapes.ts";
import { packCells } from "../../table/pack-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { toSqlNames } from "../sql-name.ts";

// The phases are few and the index holds them, so this touches no action that has ended for good by its phase.
const SELECT = `
SELECT ${toSqlNames(actionShape.columns)} FROM action
WHERE run_id = ?
  AND phase IN (
    SELECT value FROM lifecycle_value WHERE lifecycle = 'runledger.core.v1.ActionPhase' AND ends_subject = 0)
  AND (max_attempts = 0 OR attempt < max_attempts OR phase IN (
    SELECT value FROM lifecycle_value WHERE lifecycle = 'runledger.core.v1.ActionPhase' AND terminal = 0))
ORDER BY number`;

/** Loads the actions of a run that haven't ended, or have only ended an attempt and have attempts left. */
export function loadUnfinishedActions(connection: Connection, runId: number): Table {
  return packCells(actionShape, connection.all(SELECT, runId));
}
