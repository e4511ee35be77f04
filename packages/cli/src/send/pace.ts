import type { Clock } from "../command/clock.ts";
import type { PlannedReport } from "../plan/plan.ts";

/** How fast to send. */
export interface PaceOptions {
  readonly clock: Clock;
  /** How many times as fast as it happened, above 0; Infinity doesn't wait at all. */
  readonly speed: number;
  /** How many reports to send together, at least 1. */
  readonly batchSize: number;
  /** Ends the sending. */
  readonly signal: AbortSignal;
}

/** The shortest wait between two batches, in milliseconds: what falls due within it goes together. */
const shortestWait = 20;

/**
 * Cuts reports into batches and gives out each when it is due. Whoever takes them late gets what has fallen due
 * meanwhile at once: being late doesn't add up.
 *
 * @param reports in the order of time
 */
export async function* pace(
  reports: readonly PlannedReport[],
  options: PaceOptions,
): AsyncGenerator<readonly PlannedReport[]> {
  const { clock, speed, batchSize, signal } = options;
  const start = clock.now();
  const dueIn = (report: PlannedReport): number => start + report.at / speed - clock.now();
  for (let from = 0; from < reports.length && !signal.aborted;) {
    const next = reports[from];
    const wait = next === undefined ? 0 : dueIn(next);
    if (wait > 0) {
      await clock.sleep(Math.max(wait, shortestWait), signal);
      continue;
    }
    let to = from;
    while (to < reports.length && to - from < batchSize) {
      const report = reports[to];
      if (report === undefined || dueIn(report) > 0) break;
      to += 1;
    }
    yield reports.slice(from, to);
    from = to;
  }
}
