import type { Duration, Timestamp } from "@bufbuild/protobuf/wkt";
import { latestAttempt } from "../current.ts";
import { actionPhaseLifecycle as lifecycle } from "../lifecycles.ts";
import { canBeSignalled } from "../signal-type.ts";
import { addDuration, compareTimes, earlier } from "../times.ts";
import type { NextStep } from "./decision.ts";
import type { Draft } from "./draft.ts";
import { failAttempt, timeOutAttempt, userError } from "./end-attempt.ts";

/** Finds what a condition waits for: its signal, which is the ledger's to take, or its deadline. */
export function nextOfCondition(draft: Draft): NextStep {
  const { spec } = draft.record;
  if (spec.case !== "condition") return { kind: "idle" };
  if (!canBeSignalled(spec.value.type)) {
    const message =
      "type: a condition can be signalled with a whole number, a floating-point number, text, or true or false. " +
      "Declare it with one of these types.";
    failAttempt(draft, { error: userError("BadSpec", message, draft), retryable: false });
    return { kind: "done" };
  }
  const until = earlier(deadlineOf(draft, spec.value.timeout), draft.context.policy.runDeadline);
  if (until === undefined) return { kind: "idle" };
  if (compareTimes(until, draft.context.now) > 0) return { kind: "wait", until };
  timeOutAttempt(draft, "Nobody signalled in time.", false);
  return { kind: "done" };
}

/** Counted from when it was declared, as Flyte does. No timeout, or none above zero: for ever. */
function deadlineOf({ record }: Draft, timeout: Duration | undefined): Timestamp | undefined {
  if (timeout === undefined || timeout.seconds < 0n || timeout.nanos < 0) return undefined;
  if (timeout.seconds === 0n && timeout.nanos === 0) return undefined;
  const begun = record.createdTime ?? waitingSince(record.attempts.length > 0 ? record : undefined);
  return begun === undefined ? undefined : addDuration(begun, timeout);
}

function waitingSince(record: Draft["record"] | undefined): Timestamp | undefined {
  return (
    record &&
    latestAttempt(record)?.phaseTransitions.find(({ phase }) => lifecycle.awaitsSignal(phase))
      ?.startTime
  );
}
