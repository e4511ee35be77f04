import type { Table } from "../table/table.ts";
import type { Connection } from "./connection.ts";
import type { Found } from "./found.ts";
import { selectActions } from "./select-actions.ts";
import { selectReports } from "./select-reports.ts";
import { selectRuns } from "./select-runs.ts";

/** Looking rows up by their keys: what can be asked of every connection. */
export type LookupOperations = {
  findRuns(keys: Table): Found;
  /** Actions with their records. */
  loadActions(refs: Table): Found;
  /** A row for each key, null where there is no report. */
  loadReports(refs: Table): Table;
};

/**
 * Makes these operations.
 *
 * @param within runs a lookup in a transaction, so that all its rows are of one state
 */
export function lookupOperations(
  within: <T>(lookup: (connection: Connection) => T) => T,
): LookupOperations {
  return {
    findRuns: (keys) => within((connection) => selectRuns(connection, keys)),
    loadActions: (refs) => within((connection) => selectActions(connection, refs)),
    loadReports: (refs) => within((connection) => selectReports(connection, refs)),
  };
}
