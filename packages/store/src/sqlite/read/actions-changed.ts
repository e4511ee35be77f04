import type { ActionsChangedQuery } from "../../queries.ts";
import { actionShape } from "../../row-shapes.ts";
import { packCells } from "../../table/pack-cells.ts";
import { pickColumns } from "../../table/pick-columns.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { listedAction } from "./listed-action.ts";

/** Reads a page of a run's log off its actions: those that changed above a revision, by revision. */
export function actionsChanged(
  connection: Connection,
  { above, columns, limit, runId }: ActionsChangedQuery,
): Table {
  const sql = `
SELECT ${listedAction(columns)} FROM action WHERE run_id = ? AND revision > ? ORDER BY revision LIMIT ?`;
  return packCells(pickColumns(actionShape, columns), connection.all(sql, runId, above, limit));
}
