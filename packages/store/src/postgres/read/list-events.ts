import type { EventQuery } from "../../queries.ts";
import { eventShape } from "../../row-shapes.ts";
import { toSqlNames } from "../../sqlite/sql-name.ts";
import { prepare, type Statement } from "../statement.ts";

const SELECT = `
SELECT ${toSqlNames(eventShape.columns, "event.")}, action.name FROM runledger.event
JOIN runledger.action ON action.run_id = event.run_id AND action.number = event.action_number`;

const ofRun = prepare(`${SELECT}
WHERE event.run_id = $1 AND event.revision > $2 ORDER BY event.revision LIMIT $3`);

// The plus keeps the planner from walking all the run's reports in their order: an action has few, and its key finds them.
const ofAction = prepare(`${SELECT}
WHERE event.run_id = $1 AND event.action_number = $2 AND event.revision + 0 > $3 ORDER BY event.revision + 0 LIMIT $4`);

/** Writes a list of reports, by revision. */
export function listEvents({ runId, actionNumber, above, limit }: EventQuery): Statement {
  return actionNumber === undefined
    ? ofRun(runId, above, limit)
    : ofAction(runId, actionNumber, above, limit);
}
