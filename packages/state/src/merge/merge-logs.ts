import type { TaskLog } from "@runledger/proto/core/v1";
import type { ActionEvent, ReportKey } from "@runledger/proto/run/v1";
import { countsAbove, reportKey } from "./report-order.ts";

/**
 * How many links an attempt keeps. Where more names are told of, those that sort first stay, so that which ones they are
 * doesn't depend on the order of the reports.
 */
export const MAX_LOGS = 1000;

/** The links of an attempt, by name, and beside each the report that it comes from. */
export interface Logs {
  readonly logs: TaskLog[];
  readonly sources: ReportKey[];
}

/**
 * Merges the links that a report tells of: of each name, the one of the report that counts most. Of two of one name in the
 * same report, the last.
 */
export function mergeLogs(
  logs: readonly TaskLog[],
  sources: readonly ReportKey[],
  event: ActionEvent,
): Logs {
  const merged: Logs = { logs: logs.slice(), sources: sources.slice() };
  const key = reportKey(event);
  for (const log of lastOfEachName(event.logInfo)) put(merged, log, event, key);
  return merged;
}

function put({ logs, sources }: Logs, log: TaskLog, event: ActionEvent, key: ReportKey): void {
  const at = placeOf(logs, log.name);
  if (logs[at]?.name === log.name) {
    if (!countsAbove(event, sources[at])) return;
    logs[at] = log;
    sources[at] = key;
  } else if (at < MAX_LOGS) {
    logs.splice(at, 0, log);
    sources.splice(at, 0, key);
    logs.length = Math.min(logs.length, MAX_LOGS);
    sources.length = logs.length;
  }
}

/** Finds the place of a name: that of the first link whose name isn't before it. */
function placeOf(logs: readonly TaskLog[], name: string): number {
  let low = 0;
  let high = logs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((logs[middle]?.name ?? "") < name) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lastOfEachName(logs: readonly TaskLog[]): Iterable<TaskLog> {
  return logs.length < 2 ? logs : new Map(logs.map((log) => [log.name, log])).values();
}
