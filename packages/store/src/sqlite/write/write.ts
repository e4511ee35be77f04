import type { Table } from "../../table/table.ts";
import type { Connection } from "../connection.ts";
import { writeActions } from "./write-actions.ts";
import { writeErrors } from "./write-errors.ts";
import { writeEvents } from "./write-events.ts";
import { writeQuarantine } from "./write-quarantine.ts";
import { writeRuns } from "./write-runs.ts";

/** What a transaction writes, set by set. */
export interface PackedChanges {
  readonly runs: Table;
  readonly actions: Table;
  readonly errors: Table;
  readonly events: Table;
  readonly quarantine: Table;
}

/** Writes everything. Returns the numbers of the quarantined reports, in order. */
export function write(connection: Connection, changes: PackedChanges): number[] {
  // Actions first: reports and errors refer to them, and a run's phase is the one of its root.
  writeActions(connection, changes.actions);
  writeErrors(connection, changes.errors);
  writeEvents(connection, changes.events);
  writeRuns(connection, changes.runs);
  return writeQuarantine(connection, changes.quarantine);
}
