import { equals } from "@bufbuild/protobuf";
import { LogContextSchema, TaskLogSchema } from "@runledger/proto/core/v1";
import type { ActionAttempt } from "@runledger/proto/run/v1";
import type { WorkDetails } from "./plugin-result.ts";

/** Tells whether a plugin says something of an attempt that isn't known yet: a plugin may say all it knows each time. */
export function hasNews(
  known: ActionAttempt | undefined,
  { cluster, clusterEvents = [], logContext, logs = [] }: WorkDetails = {},
): boolean {
  // Events have no names by which to know them again.
  if (clusterEvents.length > 0) return true;
  if (cluster !== undefined && cluster !== known?.cluster) return true;
  const isNewContext =
    logContext !== undefined &&
    (known?.logContext === undefined || !equals(LogContextSchema, logContext, known.logContext));
  if (isNewContext) return true;
  return logs.some(
    (log) => known?.logInfo.some((each) => equals(TaskLogSchema, log, each)) !== true,
  );
}
