import { ROOT_ACTION } from "@runledger/state";
import {
  type ActionState,
  attemptOfKey,
  logKey,
  logTime,
  phaseOfKey,
  stride,
} from "./action-state.ts";

/** What the end of an action is judged with. */
export interface EndContext {
  /** Whether more may follow that isn't in the stream. */
  readonly isPartial: boolean;
  /** @param at where the report that is to blame begins in the log */
  readonly tell: (rule: string, message: string, at: number) => void;
}

/** A phase of an attempt, by the earliest report of it. */
interface Began {
  readonly attempt: number;
  readonly phase: number;
  /** In milliseconds; NaN where nobody has said. */
  readonly time: number;
  /** Where that report begins in the log. */
  readonly at: number;
}

/** Judges an action when nothing more is to come, or when it is let go. */
export function checkEnd(
  state: ActionState,
  reason: "forgotten" | "over",
  context: EndContext,
): void {
  if (state.log.length === 0) return;
  const began = listBegun(state);
  checkAttempts(state, began, context);
  checkOrder(state, began, context);
  checkQueueing(state, began, context);
  if (reason === "forgotten") return;
  checkParent(state, began, context);
  if (!context.isPartial) checkEnded(state, context);
}

/** Lists what the action went through, in the order of attempts and of the lifecycle. */
function listBegun({ log, track }: ActionState): Began[] {
  const earliest = new Map<number, Began>();
  for (let at = 0; at < log.length; at += stride) {
    const key = log[at + logKey] ?? 0;
    const attempt = attemptOfKey(key);
    const phase = phaseOfKey(key);
    const time = log[at + logTime] ?? Number.NaN;
    const known = earliest.get(attempt * 256 + phase);
    if (known !== undefined && !(time < known.time || Number.isNaN(known.time))) continue;
    earliest.set(attempt * 256 + phase, { attempt, phase, time, at });
  }
  const { lifecycle } = track;
  return [...earliest.values()].sort(
    (a, b) => a.attempt - b.attempt || lifecycle.rank(a.phase) - lifecycle.rank(b.phase),
  );
}

function checkAttempts(
  { track }: ActionState,
  began: readonly Began[],
  { tell }: EndContext,
): void {
  /** The furthest phase of the attempt before. */
  let before: Began | undefined;
  for (const [index, one] of began.entries()) {
    if (began[index - 1]?.attempt !== one.attempt)
      checkSuccession(track.lifecycle, before, one, tell);
    before = one;
  }
}

/** Holds the first report of an attempt against the last one of the attempt before. */
function checkSuccession(
  lifecycle: ActionState["track"]["lifecycle"],
  before: Began | undefined,
  { attempt, time, at }: Began,
  tell: EndContext["tell"],
): void {
  const expected = (before?.attempt ?? 0) + 1;
  if (attempt > expected) {
    const missing = attempt === expected + 1 ? `${expected}` : `${expected} to ${attempt - 1}`;
    tell("RL204", `attempt: ${attempt} was told of, and nothing of ${missing}.`, at);
  }
  if (before === undefined) return;
  if (!lifecycle.isTerminal(before.phase)) {
    const phase = lifecycle.of(before.phase)?.shortName;
    tell("RL206", `Attempt ${before.attempt} was last told to be ${phase}.`, before.at);
  }
  if (time < before.time) {
    const message =
      `updated_time: attempt ${attempt} starts at ${isoOf(time)}, before ${isoOf(before.time)}, ` +
      `the last of attempt ${before.attempt}.`;
    tell("RL207", message, at);
  }
}

/** Holds the times of an attempt's phases against their order. */
function checkOrder({ track }: ActionState, began: readonly Began[], { tell }: EndContext): void {
  let latest: Began | undefined;
  for (const one of began) {
    if (latest?.attempt !== one.attempt) latest = undefined;
    if (latest !== undefined && one.time < latest.time) {
      const name = (phase: number) => track.lifecycle.of(phase)?.shortName;
      const message = `updated_time: ${name(one.phase)} at ${isoOf(one.time)} lies before ${name(latest.phase)} at ${isoOf(latest.time)}.`;
      tell("RL501", message, one.at);
    } else if (!Number.isNaN(one.time)) latest = one;
  }
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

function parentOf({ name, parent }: ActionState): string | undefined {
  return name === ROOT_ACTION ? undefined : (parent ?? ROOT_ACTION);
}

function checkParent(state: ActionState, began: readonly Began[], { tell }: EndContext): void {
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
  const own = began.at(-1);
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
