import { LEDGER_VERSION } from "@runledger/state";
import type { ActionState } from "./action-state.ts";
import type { Heard } from "./heard.ts";
import { type JudgeOptions, defaultClockTolerance } from "./judge-options.ts";
import type { Teller } from "./teller.ts";

/** Holds the times of a report against each other, and against the time of the check. */
export function checkTimes(
  heard: Heard,
  state: ActionState,
  { now, clockTolerance = defaultClockTolerance }: JudgeOptions,
  teller: Teller,
): void {
  const { time, seen, version } = heard.told;
  if (time === undefined) {
    // The ledger's own report of a root that nobody declared has no time: nobody knows it.
    if (version !== LEDGER_VERSION)
      teller.report("RL503", heard, "No time is set.", "updated_time", state);
    return;
  }
  if (time > now + clockTolerance) {
    const message = `${isoOf(time)} lies after the time of the check, ${isoOf(now)}.`;
    teller.report("RL502", heard, message, "updated_time", state);
  }
  if (seen !== undefined && seen < time - clockTolerance) {
    const message = `${isoOf(seen)} lies before ${isoOf(time)}, when it happened.`;
    teller.report("RL505", heard, message, "reported_time", state);
  }
}

function isoOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? `${time} ms` : date.toISOString();
}
