import type { ActionsChangedQuery } from "../../queries.ts";
import { actionShape } from "../../row-shapes.ts";
import { packCells } from "../../table/pack-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { LISTED_ACTION } from "./listed-action.ts";

/** Reads the actions of a run that changed above a revision, by revision. */
const ACTIONS_CHANGED: string = `
SELECT ${LISTED_ACTION} FROM action WHERE run_id = ? AND revision > ? ORDER BY revision LIMIT ?`;

/** Reads a page of a run's log off its actions. */
export function actionsChanged(
  connection: Connection,
  { runId, above, limit }: ActionsChangedQuery,
): Table {
  return packCells(actionShape, connection.all(ACTIONS_CHANGED, runId, above, limit));
}
