import { actionShape } from "../../row-shapes.ts";
import { packCells } from "../../table/pack-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { toSqlNames } from "../sql-name.ts";

/** Which abort requests are asked for. */
export interface AbortQuery {
  readonly dueAt: number;
  readonly limit: number;
}

/** Reads actions with an abort that is due, the longest due first. */
const PENDING_ABORTS: string = `
SELECT ${toSqlNames(actionShape.columns)} FROM action
WHERE abort_due_at <= ? AND EXISTS (SELECT 1 FROM run WHERE id = run_id) ORDER BY abort_due_at, run_id, number LIMIT ?`;

/** Lists actions with an abort that is due, with their records. */
export function listPendingAborts(connection: Connection, { dueAt, limit }: AbortQuery): Table {
  return packCells(actionShape, connection.all(PENDING_ABORTS, dueAt, limit));
}
