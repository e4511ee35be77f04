import type { EventQuery } from "../../queries.ts";
import { eventShape, listedEventShape } from "../../row-shapes.ts";
import { packCells } from "../../table/pack-cells.ts";
import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { toSqlNames } from "../sql-name.ts";

const COLUMNS = `${toSqlNames(eventShape.columns, "event.")}, action.name`;
const JOIN = "JOIN action ON action.run_id = event.run_id AND action.number = event.action_number";

/** Reads reports of a run, by revision. */
const EVENTS_OF_RUN: string = `
SELECT ${COLUMNS} FROM event ${JOIN}
WHERE event.run_id = ? AND event.revision > ? ORDER BY event.revision LIMIT ?`;

/**
 * Reads reports of an action, by revision. The plus keeps the planner from walking all the run's reports in their order:
 * an action has few, and its key finds them.
 */
const EVENTS_OF_ACTION: string = `
SELECT ${COLUMNS} FROM event ${JOIN}
WHERE event.run_id = ? AND event.action_number = ? AND +event.revision > ? ORDER BY +event.revision LIMIT ?`;

/** Lists reports, by revision. */
export function listEvents(
  connection: Connection,
  { runId, actionNumber, above, limit }: EventQuery,
): Table {
  const rows =
    actionNumber === undefined
      ? connection.all(EVENTS_OF_RUN, runId, above, limit)
      : connection.all(EVENTS_OF_ACTION, runId, actionNumber, above, limit);
  return packCells(listedEventShape, rows);
}
