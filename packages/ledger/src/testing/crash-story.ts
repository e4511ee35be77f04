import type { Report } from "../report.ts";
import { report } from "./messages.ts";
import { INITIALIZING, QUEUED, RUNNING, SUCCEEDED } from "./phases.ts";

const phases = [QUEUED, INITIALIZING, RUNNING, SUCCEEDED];

/** How many producers report at the same time, each on a run of its own and on one that they share. */
export const PRODUCERS = 4;

/** The name of the run that all producers of a round share. */
export function sharedRun(round: number): string {
  return `shared-${round}`;
}

/** The nth report of a producer: four on each of its actions, in order, every other action in the shared run. */
export function nthReport(round: number, producer: number, n: number): Report {
  const action = Math.floor(n / phases.length);
  const run = action % 2 === 0 ? sharedRun(round) : `own-${round}-${producer}`;
  return report(run, `p${producer}-x${action}`, phases[n % phases.length] ?? 0, {
    producer: String(producer),
    outputs: { outputUri: `s3://bucket/${round}/${producer}/${n}` },
  });
}
