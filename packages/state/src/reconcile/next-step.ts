import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { WorkCache, WorkCleanup } from "@runledger/proto/run/v1";
import { isAbortOpen } from "../is-abort-open.ts";
import { isTerminal } from "../is-terminal.ts";
import { abortedPhase, initialPhase } from "../phases.ts";
import { compareTimes, earlier } from "../times.ts";
import { deadlineOf } from "./deadline-of.ts";
import type { NextStep } from "./decision.ts";
import type { Draft } from "./draft.ts";
import { failAttempt, userError } from "./end-attempt.ts";
import { hasEnded } from "./has-ended.ts";
import { nextOfCondition } from "./next-of-condition.ts";
import { isGivenUp } from "./take-cleanup.ts";

/** Finds what to do next, once everything that was seen is taken. May report: that time is up, that an abort is over. */
export function nextStep(draft: Draft): NextStep {
  const { record, work } = draft;
  if (hasEnded(draft) && work.attempt > 0 && work.cleanup === WorkCleanup.UNSPECIFIED) {
    work.cleanup = WorkCleanup.ABORT;
  }
  if (work.cleanup !== WorkCleanup.UNSPECIFIED) return nextOfCleanup(draft);
  if (hasEnded(draft)) return end(draft);
  if (record.spec.case === "condition") return nextOfCondition(draft);
  if (record.spec.case === "trace") return { kind: "idle" };
  if (work.cache === WorkCache.PUBLISHING) return { kind: "publish" };
  return nextOfTask(draft);
}

/** A resource is looked at before anything else is done; what waits for it waits. */
function nextOfCleanup(draft: Draft): NextStep {
  const { context, work } = draft;
  if (isGivenUp(draft)) return { kind: "idle" };
  const due = work.cleanupNotBefore;
  if (due !== undefined && isAhead(due, context.now)) return { kind: "wait", until: due };
  const kind = work.cleanup === WorkCleanup.ABORT ? "abort" : "finalize";
  return { kind, attempt: work.attempt };
}

/** Nothing holds a resource. So an abort is over, which the phase that the action is in anyway tells. */
function end(draft: Draft): NextStep {
  const { abort } = draft.record;
  if (!isTerminal(draft.phase)) draft.report(abortedPhase);
  else if (abort !== undefined && isAbortOpen(abort.state)) draft.report(draft.phase);
  return { kind: "done" };
}

function nextOfTask(draft: Draft): NextStep {
  const { context, work } = draft;
  const { metadata, now, policy } = context;
  const problem = draft.record.spec.case === undefined ? MISSING_SPEC : policy.problem;
  if (work.attempt === 0 && problem !== undefined) {
    failAttempt(draft, { error: userError("BadSpec", problem, draft), retryable: false });
    return nextStep(draft);
  }
  const deadline = deadlineOf(draft);
  if (deadline !== undefined && !isAhead(deadline.time, now)) {
    deadline.pass();
    return nextStep(draft);
  }
  const until = work.notBefore;
  if (until !== undefined && isAhead(until, now)) {
    return { kind: "wait", until: earlier(until, deadline?.time) ?? until };
  }
  if (work.attempt > 0) return { kind: "handle", attempt: work.attempt };
  const isFirst = draft.attempt === 1 && draft.phase === initialPhase;
  if (metadata?.recoveredFrom !== undefined && !work.recoveryAsked && isFirst) {
    return { kind: "recover" };
  }
  if (policy.cache && work.cache === WorkCache.UNSPECIFIED) return { kind: "look-up" };
  work.attempt = draft.attempt;
  work.notBefore = undefined;
  return { kind: "handle", attempt: draft.attempt };
}

const MISSING_SPEC =
  "spec: the action was declared without saying what it is. Declare it as a task.";

function isAhead(time: Timestamp, now: Timestamp): boolean {
  return compareTimes(time, now) > 0;
}
