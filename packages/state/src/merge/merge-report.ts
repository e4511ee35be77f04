import { create } from "@bufbuild/protobuf";
import {
  type ActionAttempt,
  ActionAttemptSchema,
  type ActionEvent,
  type AttemptRecord,
  AttemptRecordSchema,
} from "@runledger/proto/run/v1";
import { actionPhaseLifecycle as lifecycle } from "../lifecycles.ts";
import { earlier, toldTime } from "../times.ts";
import { mergeClusterEvents } from "./merge-cluster-events.ts";
import { mergeDetails } from "./merge-details.ts";
import { mergeTransitions } from "./merge-transitions.ts";

/**
 * Merges a report into what is known of its attempt. The same reports give the same attempt in whatever order they come,
 * and however often. Whether the report may be taken is decided before, in `judge.ts`.
 */
export function mergeReport(known: AttemptRecord | undefined, event: ActionEvent): AttemptRecord {
  const before = known?.attempt ?? create(ActionAttemptSchema, { attempt: event.attempt });
  const attempt = { ...before };
  const record = { ...(known ?? create(AttemptRecordSchema)), attempt };
  mergePhase(attempt, event);
  mergeDetails(record, attempt, event);
  if (event.lastAttempt) attempt.lastAttempt = true;
  if (event.clusterEvents.length > 0) {
    const { cut, events } = mergeClusterEvents(before.clusterEvents, event.clusterEvents);
    attempt.clusterEvents = events;
    if (cut) attempt.clusterEventsCut = true;
  }
  return record;
}

/** Merges the phase and the times. `attempt` is the copy under construction. */
function mergePhase(attempt: ActionAttempt, event: ActionEvent): void {
  const time = toldTime(event);
  attempt.phaseTransitions = mergeTransitions(attempt.phaseTransitions, event.phase, time);
  // oxlint-disable-next-line typescript/no-deprecated -- Older producers tell the attempt's start with every report.
  attempt.startTime = earlier(earlier(attempt.startTime, time), event.startTime);
  const furthest = attempt.phaseTransitions.at(-1);
  if (furthest === undefined) return;
  attempt.phase = furthest.phase;
  // Never before the attempt's start, which is the earliest time of all.
  if (lifecycle.isTerminal(furthest.phase)) attempt.endTime = furthest.startTime;
}
