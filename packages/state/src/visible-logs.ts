import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { TaskLog } from "@runledger/proto/core/v1";
import type { ActionAttempt } from "@runledger/proto/run/v1";

/** Gets the links of an attempt that a person should see at a time: see `TaskLog`. */
export function visibleLogs(attempt: ActionAttempt, now: Timestamp): TaskLog[] {
  throw new Error(`not yet ${[attempt, now].length}`);
}
