import {
  type ActionAttempt,
  ActionAttemptSchema,
  type ActionEvent,
  type AttemptRecord,
} from "@runledger/proto/run/v1";
import { toldError } from "./errors.ts";
import { mergeLogs } from "./merge-logs.ts";
import { countsAbove, reportKey } from "./report-order.ts";

/** The numbers under which the sources of the details are kept: those of their fields in an attempt. */
const numbers = {
  error: ActionAttemptSchema.field.error.number,
  outputs: ActionAttemptSchema.field.outputs.number,
  cacheStatus: ActionAttemptSchema.field.cacheStatus.number,
  cacheMetadata: ActionAttemptSchema.field.cacheMetadata.number,
  cluster: ActionAttemptSchema.field.cluster.number,
  logContext: ActionAttemptSchema.field.logContext.number,
  reportedAs: ActionAttemptSchema.field.reportedAs.number,
};

/**
 * Merges the details that a report tells of: an attempt has each of them once, and links once by name, of the report that
 * counts most among those that tell of it. `record` and its `attempt` are the copies under construction.
 */
export function mergeDetails(
  record: AttemptRecord,
  attempt: ActionAttempt,
  event: ActionEvent,
): void {
  const { outputs, cacheStatus, cacheMetadata, cluster, logContext, reportedAs } = event;
  mergeError(record, attempt, event);
  if (outputs && claims(record, event, numbers.outputs)) attempt.outputs = outputs;
  if (cacheStatus && claims(record, event, numbers.cacheStatus)) attempt.cacheStatus = cacheStatus;
  if (cacheMetadata && claims(record, event, numbers.cacheMetadata)) {
    attempt.cacheMetadata = cacheMetadata;
  }
  if (cluster && claims(record, event, numbers.cluster)) attempt.cluster = cluster;
  if (reportedAs && claims(record, event, numbers.reportedAs)) attempt.reportedAs = reportedAs;
  if (logContext && claims(record, event, numbers.logContext)) {
    attempt.logContext = logContext;
    attempt.logsAvailable = true;
  }
  if (event.logInfo.length > 0) {
    const { logs, sources } = mergeLogs(attempt.logInfo, record.logSources, event);
    attempt.logInfo = logs;
    record.logSources = sources;
  }
}

function mergeError(record: AttemptRecord, attempt: ActionAttempt, event: ActionEvent): void {
  const told = toldError(event);
  if (told === undefined || !claims(record, event, numbers.error)) return;
  attempt.error = told.error;
  attempt.errorInfo = told.info;
}

/** Makes a report the source of a detail, if it counts above the one that is. */
function claims(record: AttemptRecord, event: ActionEvent, detail: number): boolean {
  if (!countsAbove(event, record.sources[detail])) return false;
  record.sources = { ...record.sources, [detail]: reportKey(event) };
  return true;
}
