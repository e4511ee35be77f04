import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { ActionPhase } from "@runledger/proto/core/v1";
import type { PhaseTransition } from "@runledger/proto/run/v1";
import { actionPhaseLifecycle as lifecycle } from "../lifecycles.ts";
import { earlier, later } from "../times.ts";

/**
 * Merges the news that an attempt was in a phase into the phases that it was in. They stay in the order of the lifecycle;
 * each begins at the earliest time told of it and ends where the next one whose begin is known begins, or at once if it
 * is terminal. An end is never before its begin, however the clocks of those who tell are set.
 *
 * There are never more of them than a path through the lifecycle has values.
 */
export function mergeTransitions(
  known: readonly PhaseTransition[],
  phase: ActionPhase,
  time: Timestamp | undefined,
): PhaseTransition[] {
  const merged = known.slice();
  const at = merged.findIndex((transition) => transition.phase === phase);
  const before = at < 0 ? undefined : merged[at];
  const transition = transitionOf(phase, earlier(before?.startTime, time), before?.endTime);
  if (before === undefined) merged.splice(placeOf(merged, phase), 0, transition);
  else merged[at] = transition;
  setEnds(merged);
  return merged;
}

function placeOf(transitions: readonly PhaseTransition[], phase: ActionPhase): number {
  const rank = lifecycle.rank(phase);
  const at = transitions.findIndex((transition) => lifecycle.rank(transition.phase) > rank);
  return at < 0 ? transitions.length : at;
}

/** Sets the ends anew, from the last phase to the first, and keeps the objects whose end stays. */
function setEnds(transitions: PhaseTransition[]): void {
  let next: Timestamp | undefined;
  for (let at = transitions.length - 1; at >= 0; at -= 1) {
    const transition = transitions[at];
    if (transition === undefined) continue;
    const { phase, startTime } = transition;
    const end = lifecycle.isTerminal(phase) ? startTime : endOf(startTime, next);
    if (!isSameTime(end, transition.endTime)) {
      transitions[at] = transitionOf(phase, startTime, end);
    }
    next = startTime ?? next;
  }
}

function endOf(start: Timestamp | undefined, next: Timestamp | undefined): Timestamp | undefined {
  return start === undefined || next === undefined ? next : later(next, start);
}

function isSameTime(a: Timestamp | undefined, b: Timestamp | undefined): boolean {
  return a === b || (a?.seconds === b?.seconds && a?.nanos === b?.nanos);
}

function transitionOf(
  phase: ActionPhase,
  startTime: Timestamp | undefined,
  endTime: Timestamp | undefined,
): PhaseTransition {
  return { $typeName: "runledger.run.v1.PhaseTransition", phase, startTime, endTime };
}
