import { ROOT_ACTION } from "@runledger/state";
import { isTakenOver } from "../message/taken-over.ts";
import {
  type ActionState,
  attemptOfKey,
  logKey,
  logTime,
  phaseOfKey,
  stride,
} from "./action-state.ts";
import { actionTrack } from "./action-track.ts";
import { checkSteps } from "./check-steps.ts";
import { type Began, listBegun } from "./list-begun.ts";

/** What the end of an action is judged with. */
export interface EndContext {
  /** Whether more may follow that isn't in the stream. */
  readonly isPartial: boolean;
  /** @param at where the report that is to blame begins in the log */
  readonly tell: (rule: string, message: string, at: number) => void;
}

/** Judges an action when nothing more is to come, or when it is let go. */
export function checkEnd(
  state: ActionState,
  reason: "forgotten" | "over",
  context: EndContext,
): void {
  if (state.log.length === 0) return;
  if (!isSmooth(state)) {
    const began = listBegun(state);
    checkSteps(state, began, context);
    checkQueueing(state, began, context);
  }
  checkSource(state, context);
  if (reason === "forgotten") return;
  checkParent(state, context);
  if (!context.isPartial) checkEnded(state, context);
}

/**
 * Tells whether a story was told from its first attempt alone, in the order of the lifecycle and of time: then there is
 * nothing to find in it, unless how long it waited is judged. Most stories are such, so it is worth asking.
 */
function isSmooth({ log, track, queueingBudget }: ActionState): boolean {
  if (queueingBudget !== undefined) return false;
  let rank = -1;
  let time = -Infinity;
  for (let at = 0; at < log.length; at += stride) {
    const key = log[at + logKey] ?? 0;
    const nextRank = track.lifecycle.rank(phaseOfKey(key));
    const nextTime = log[at + logTime] ?? Number.NaN;
    if (attemptOfKey(key) !== 1 || nextRank < rank || !(nextTime >= time)) return false;
    rank = nextRank;
    time = nextTime;
  }
  return true;
}

function checkQueueing(state: ActionState, began: readonly Began[], { tell }: EndContext): void {
  const budget = state.queueingBudget;
  if (budget === undefined) return;
  const isWaiting = ({ phase }: Began) => state.track.lifecycle.of(phase)?.role === "pending";
  for (const attempt of new Set(began.map((one) => one.attempt))) {
    const own = began.filter((one) => one.attempt === attempt);
    const queued = own.find((one) => isWaiting(one) && !Number.isNaN(one.time));
    const started = own.find((one) => !isWaiting(one) && !Number.isNaN(one.time));
    if (queued === undefined || started === undefined) continue;
    const waited = started.time - queued.time;
    if (waited > budget) {
      tell(
        "RL504",
        `Attempt ${attempt} waited ${waited} ms, with ${budget} ms to wait.`,
        started.at,
      );
    }
  }
}

/** Holds a success that was taken over against the declaration: where that is known, it says from which action. */
function checkSource({ standing, declared, track, log }: ActionState, { tell }: EndContext): void {
  if (declared === undefined || declared.metadata.recoveredFrom !== undefined) return;
  if (track !== actionTrack || !isTakenOver(standing.phase)) return;
  const phase = track.lifecycle.of(standing.phase)?.shortName;
  const message = `metadata.recovered_from: it isn't declared, though the action is ${phase}.`;
  for (let at = 0; at < log.length; at += stride) {
    if (phaseOfKey(log[at + logKey] ?? 0) !== standing.phase) continue;
    tell("RL107", message, at);
    return;
  }
}

function parentOf({ name, parent }: ActionState): string | undefined {
  return name === ROOT_ACTION ? undefined : (parent ?? ROOT_ACTION);
}

function checkParent(state: ActionState, { tell }: EndContext): void {
  const name = parentOf(state);
  if (name === undefined) return;
  const parent = state.run.actions.get(name);
  if (parent === undefined) {
    // That nobody told of the root is said once for the run.
    if (name !== ROOT_ACTION && !state.run.isCut) {
      tell("RL403", `parent: nobody told of "${name}".`, 0);
    }
    return;
  }
  if (!state.standing.isFinal || !parent.standing.isFinal) return;
  const own = listBegun(state).at(-1);
  const above = listBegun(parent).at(-1);
  if (own !== undefined && above !== undefined && own.time > above.time) {
    const message = `It ends at ${isoOf(own.time)}, after "${name}", which ends at ${isoOf(above.time)}.`;
    tell("RL404", message, own.at);
  }
}

function checkEnded(state: ActionState, { tell }: EndContext): void {
  const { lifecycle } = state.track;
  const { phase, attempt } = state.standing;
  if (lifecycle.isTerminal(phase)) return;
  const at = state.log.length - stride;
  const where = `${lifecycle.of(phase)?.shortName} in attempt ${attempt}`;
  const { actions } = state.run;
  const root = actions.get(ROOT_ACTION);
  const name = parentOf(state);
  if (name !== undefined && root?.standing.isFinal === true) {
    tell("RL405", `It is still ${where}, and the run has ended.`, at);
  } else if (name !== undefined && actions.get(name)?.standing.isFinal === true) {
    tell("RL404", `It is still ${where}, and "${name}" above it has ended.`, at);
  } else tell("RL307", `The stream ends with it ${where}.`, at);
}

function isoOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? `${time} ms` : date.toISOString();
}
