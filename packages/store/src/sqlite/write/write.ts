import type { Changes } from "../../store.ts";
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

/** Writes everything, be it packed or not. Returns the numbers of the quarantined reports, in order. */
export function write(connection: Connection, changes: PackedChanges | Changes): number[] {
  const { runs, actions, errors, events, quarantine, work, workDone, workDue, entities } = changes;
  // Actions first: reports and errors refer to them, and a run's phase is the one of its root.
  if (isSome(actions)) writeActions(connection, actions);
  if (isSome(errors)) writeErrors(connection, errors);
  if (isSome(events)) writeEvents(connection, events);
  if (isSome(runs)) writeRuns(connection, runs);
  if (isSome(work)) writeWork(connection, work);
  if (isSome(workDone)) deleteWork(connection, workDone);
  if (isSome(workDue)) hastenWork(connection, workDue);
  if (isSome(entities)) putEntities(connection, entities);
  return isSome(quarantine) ? writeQuarantine(connection, quarantine) : [];
}

function isSome<Rows extends { readonly length: number }>(rows: Rows | undefined): rows is Rows {
  return rows !== undefined && rows.length > 0;
}
