import { create } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type ActionAttempt,
  type ActionDetails,
  type ActionEvent,
  ActionEventSchema,
  type ActionIdentifier,
  type ActionPhase,
  ErrorInfoSchema,
  type PhaseTransition,
} from "@runledger/proto";
import { absentPhase, actionPhaseLifecycle, compareTimes, isTerminal } from "@runledger/state";

/** Who a mirror's reports are by. */
const MIRROR_PRODUCER = "mirror";

/** What is to be told of one attempt in one phase. */
export interface Telling {
  /** Everything but its version, which counts what was told of this attempt in this phase before. */
  readonly event: ActionEvent;
  /** Whether the details stand here: it is the phase that the attempt is in. Of the others only the time is known. */
  readonly isCurrent: boolean;
}

/**
 * Tells what there is to be told of an action, by attempt and phase, in the order in which it happened. The same details
 * tell the same.
 *
 * Where the attempts say less than the status, as upstream's do of conditions, traces and aborts, the status is told too. Where
 * they say more they are believed: Flyte's status stays behind when an attempt is retried. Phase 0 is told of nothing.
 */
export function tellAction(details: ActionDetails): readonly Telling[] {
  const { id, status } = details;
  if (id === undefined) return [];
  const told = details.attempts.flatMap((attempt) => tellAttempt(id, attempt));
  const number = Math.max(1, status?.attempts ?? 0);
  const phase = status?.phase ?? absentPhase;
  if (phase === absentPhase || !goesOn(told, number, phase)) {
    return told.map((each) => withReason(each, details));
  }
  const time = isTerminal(phase) ? (status?.endTime ?? status?.startTime) : status?.startTime;
  const event = eventOf(id, number, phase, time, resultOf(details));
  if (status !== undefined) event.cacheStatus = status.cacheStatus;
  return [
    ...told.map((each) => (each.event.attempt === number ? { ...each, isCurrent: false } : each)),
    { event, isCurrent: true },
  ];
}

/** Whether a phase is news behind what the attempts have told. */
function goesOn(told: readonly Telling[], number: number, phase: number): boolean {
  const latest = told.at(-1)?.event;
  if (latest === undefined || latest.attempt < number) return true;
  if (latest.attempt > number || latest.phase === phase) return false;
  return actionPhaseLifecycle.reachable(latest.phase, phase);
}

/** Adds why the action was aborted, where only the result says it. */
function withReason(telling: Telling, { result, status }: ActionDetails): Telling {
  const { event, isCurrent } = telling;
  const isTold = event.errorInfo !== undefined || event.error !== undefined;
  if (result.case !== "abortInfo" || !isCurrent || isTold) return telling;
  if (event.attempt !== status?.attempts || event.phase !== status.phase) return telling;
  return { event: { ...event, ...resultOf({ result }) }, isCurrent };
}

function tellAttempt(id: ActionIdentifier, attempt: ActionAttempt): readonly Telling[] {
  const number = Math.max(1, attempt.attempt);
  const transitions = transitionsOf(attempt);
  return transitions.map(({ phase, startTime }, index) => {
    const isCurrent = index === transitions.length - 1;
    const details = isCurrent ? detailsOf(attempt, transitions) : {};
    return { event: eventOf(id, number, phase, startTime, details), isCurrent };
  });
}

type Step = Pick<PhaseTransition, "phase" | "startTime">;

/** The phases that an attempt went through, the one that it is in last. */
function transitionsOf(attempt: ActionAttempt): readonly Step[] {
  const steps: Step[] = attempt.phaseTransitions.filter(
    ({ phase }) => phase !== absentPhase && phase !== attempt.phase,
  );
  if (attempt.phase === absentPhase) return steps;
  const current = attempt.phaseTransitions.find(({ phase }) => phase === attempt.phase);
  const startTime = isTerminal(attempt.phase)
    ? (attempt.endTime ?? attempt.startTime)
    : attempt.startTime;
  return [...steps, current ?? { phase: attempt.phase, startTime }];
}

type Details = Partial<Omit<ActionEvent, "$typeName" | "$unknown">>;

function detailsOf(attempt: ActionAttempt, steps: readonly Step[]): Details {
  const { error, errorInfo, startTime, outputs, logContext, cacheMetadata } = attempt;
  const { logInfo, clusterEvents, cluster, cacheStatus, lastAttempt } = attempt;
  return {
    logInfo,
    clusterEvents,
    cluster,
    cacheStatus,
    lastAttempt,
    // One that is known whole is told whole: the short form follows from it.
    ...(error ? { error } : errorInfo && { errorInfo }),
    ...(outputs && { outputs }),
    ...(logContext && { logContext }),
    ...(cacheMetadata && { cacheMetadata }),
    // An attempt may have started before the first phase that is known of it.
    ...(startTime && startsBefore(startTime, steps) && { startTime }),
  };
}

function startsBefore(time: Timestamp, steps: readonly Step[]): boolean {
  return steps.every(
    ({ startTime }) => startTime === undefined || compareTimes(time, startTime) < 0,
  );
}

/** How an action ended, as far as a report can say it. */
function resultOf({ result }: Pick<ActionDetails, "result">): Details {
  if (result.case === "errorInfo") return { errorInfo: result.value };
  if (result.case !== "abortInfo" || result.value.reason === "") return {};
  return { errorInfo: create(ErrorInfoSchema, { message: result.value.reason }) };
}

function eventOf(
  id: ActionIdentifier,
  attempt: number,
  phase: ActionPhase,
  time: Timestamp | undefined,
  details: Details,
): ActionEvent {
  return create(ActionEventSchema, {
    ...details,
    id,
    attempt,
    phase,
    producer: MIRROR_PRODUCER,
    ...(time && { updatedTime: time }),
  });
}
