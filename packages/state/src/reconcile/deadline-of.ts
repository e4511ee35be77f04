import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { latestAttempt } from "../current.ts";
import { isBeforeWork } from "../phases.ts";
import { addMilliseconds, compareTimes } from "../times.ts";
import type { Draft } from "./draft.ts";
import { timeOutAttempt } from "./end-attempt.ts";

/** When something must have ended, and what becomes of the attempt if it hasn't. */
export interface Deadline {
  readonly time: Timestamp;
  readonly pass: () => void;
}

/** Finds the deadline that comes first: the attempt's, counted from when it began to work, or the run's. */
export function deadlineOf(draft: Draft): Deadline | undefined {
  const { attemptTimeout, runDeadline } = draft.context.policy;
  const begun = beginOf(draft);
  const attempt: Deadline | undefined =
    attemptTimeout === undefined || begun === undefined
      ? undefined
      : {
          time: addMilliseconds(begun, attemptTimeout),
          pass: () => {
            timeOutAttempt(draft, `The attempt took longer than ${attemptTimeout} ms.`, true);
          },
        };
  if (runDeadline === undefined) return attempt;
  if (attempt !== undefined && compareTimes(attempt.time, runDeadline) < 0) return attempt;
  return {
    time: runDeadline,
    pass: () => {
      timeOutAttempt(draft, "The run took longer than it was allowed to.", false);
    },
  };
}

/** Waiting for a turn isn't the author's time; queueing has a budget of its own. */
function beginOf({ record }: Draft): Timestamp | undefined {
  return latestAttempt(record)?.phaseTransitions.find(
    ({ phase, startTime }) => !isBeforeWork(phase) && startTime !== undefined,
  )?.startTime;
}
