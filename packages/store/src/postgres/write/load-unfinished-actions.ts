import { actionShape } from "../../row-shapes.ts";
import type { StoredAction } from "../../rows.ts";
import { toSqlNames } from "../../sqlite/sql-name.ts";
import type { Ask } from "../lookups.ts";
import { readRows } from "../read-rows.ts";
import { prepare } from "../statement.ts";

const phasesWith = (property: string): string =>
  `ARRAY(SELECT value FROM runledger.lifecycle_value WHERE lifecycle = 'runledger.core.v1.ActionPhase' AND ${property})`;

// The phases are few and the index holds them, so this touches no action that has ended for good by its phase.
const select = prepare(`
SELECT ${toSqlNames(actionShape.columns)} FROM runledger.action
WHERE run_id = $1 AND phase = ANY (${phasesWith("ends_subject = 0")})
  AND (max_attempts = 0 OR attempt < max_attempts OR phase = ANY (${phasesWith("terminal = 0")}))
ORDER BY number`);

/** Loads the actions of a run that haven't ended, or have only ended an attempt and have attempts left. */
export async function loadUnfinishedActions(ask: Ask, runId: number): Promise<StoredAction[]> {
  return readRows(actionShape, await ask(select(runId))) as StoredAction[];
}
