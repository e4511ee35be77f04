import {
  type ActionState,
  attemptOfKey,
  logKey,
  logTime,
  phaseOfKey,
  stride,
} from "./action-state.ts";

/** A phase of an attempt, by the earliest report of it. */
export interface Began {
  readonly attempt: number;
  readonly phase: number;
  /** In milliseconds; NaN where nobody has said. */
  readonly time: number;
  /** Where that report begins in the log. */
  readonly at: number;
}

/** Lists what the action went through, in the order of attempts and of the lifecycle. */
export function listBegun({ log, track }: ActionState): Began[] {
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
