import type { ActionState } from "./action-state.ts";
import type { EndContext } from "./check-end.ts";
import type { Began } from "./list-begun.ts";

/** Holds what an action went through against the order of attempts, of the lifecycle and of time. */
export function checkSteps(
  { track }: ActionState,
  began: readonly Began[],
  { tell }: EndContext,
): void {
  checkAttempts(track.lifecycle, began, tell);
  checkOrder(track.lifecycle, began, tell);
}

type Lifecycle = ActionState["track"]["lifecycle"];
type Tell = EndContext["tell"];

function checkAttempts(lifecycle: Lifecycle, began: readonly Began[], tell: Tell): void {
  /** The furthest phase of the attempt before. */
  let before: Began | undefined;
  for (const [index, one] of began.entries()) {
    if (began[index - 1]?.attempt !== one.attempt) checkSuccession(lifecycle, before, one, tell);
    before = one;
  }
}

/** Holds the first report of an attempt against the last one of the attempt before. */
function checkSuccession(
  lifecycle: Lifecycle,
  before: Began | undefined,
  { attempt, time, at }: Began,
  tell: Tell,
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
function checkOrder(lifecycle: Lifecycle, began: readonly Began[], tell: Tell): void {
  let latest: Began | undefined;
  for (const one of began) {
    if (latest?.attempt !== one.attempt) latest = undefined;
    if (latest !== undefined && one.time < latest.time) {
      const name = (phase: number) => lifecycle.of(phase)?.shortName;
      const message = `updated_time: ${name(one.phase)} at ${isoOf(one.time)} lies before ${name(latest.phase)} at ${isoOf(latest.time)}.`;
      tell("RL501", message, one.at);
    } else if (!Number.isNaN(one.time)) latest = one;
  }
}

function isoOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? `${time} ms` : date.toISOString();
}
