import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { writeActions } from "./write-actions.ts";
import { writeErrors } from "./write-errors.ts";
import { writeEvents } from "./write-events.ts";
import { writeQuarantine } from "./write-quarantine.ts";
import { writeRuns } from "./write-runs.ts";
import { putEntities } from "./write-entities.ts";
import { deleteWork, hastenWork, writeWork } from "./work.ts";

/** What a transaction writes, set by set. A set of no rows is left out. */
export interface PackedChanges {
  readonly runs?: Table | undefined;
  readonly actions?: Table | undefined;
  readonly errors?: Table | undefined;
  readonly events?: Table | undefined;
  readonly quarantine?: Table | undefined;
  readonly work?: Table | undefined;
  readonly workDone?: Table | undefined;
  readonly workDue?: Table | undefined;
  readonly entities?: Table | undefined;
}

/** Writes everything. Returns the numbers of the quarantined reports, in order. */
export function write(connection: Connection, changes: PackedChanges): number[] {
  const { runs, actions, errors, events, quarantine, work, workDone, workDue, entities } = changes;
  // Actions first: reports and errors refer to them, and a run's phase is the one of its root.
  if (actions !== undefined) writeActions(connection, actions);
  if (errors !== undefined) writeErrors(connection, errors);
  if (events !== undefined) writeEvents(connection, events);
  if (runs !== undefined) writeRuns(connection, runs);
  if (work !== undefined) writeWork(connection, work);
  if (workDone !== undefined) deleteWork(connection, workDone);
  if (workDue !== undefined) hastenWork(connection, workDue);
  if (entities !== undefined) putEntities(connection, entities);
  return quarantine === undefined ? [] : writeQuarantine(connection, quarantine);
}
