import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { TaskLog } from "@runledger/proto/core/v1";
import type { ActionAttempt } from "@runledger/proto/run/v1";
import { isTerminal } from "./is-terminal.ts";
import { isBeforeWork } from "./phases.ts";
import { addDuration, compareTimes } from "./times.ts";

/**
 * Gets the links of an attempt that a person should see at a time: not before it works, unless the link says
 * `ShowWhilePending`; not after it has ended, if it says `HideOnceFinished`; not after its `ttl` has passed since the end.
 * A link that isn't `ready` yet is among them.
 */
export function visibleLogs(attempt: ActionAttempt, now: Timestamp): TaskLog[] {
  const pending = isBeforeWork(attempt.phase);
  const finished = isTerminal(attempt.phase);
  return attempt.logInfo.filter(
    (log) =>
      (!pending || log.ShowWhilePending) &&
      (!finished || !log.HideOnceFinished) &&
      !hasExpired(log, attempt, now),
  );
}

function hasExpired({ ttl }: TaskLog, { endTime }: ActionAttempt, now: Timestamp): boolean {
  if (ttl === undefined || endTime === undefined) return false;
  return compareTimes(now, addDuration(endTime, ttl)) > 0;
}
