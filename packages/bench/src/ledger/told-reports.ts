import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Report } from "@runledger/ledger";
import {
  type ActionPhase,
  ActionEventSchema,
  type RunIdentifier,
  RunIdentifierSchema,
} from "@runledger/proto";
import { ROOT_ACTION } from "@runledger/state";
import { story } from "../store/synthesize-changes.ts";

/** How much is told at a time: so many runs with so many actions each, the root included. */
export interface Telling {
  readonly runs: number;
  readonly actions: number;
}

const START = Date.UTC(2026, 0, 1);

/** Names a run that is told of. */
export function runId(run: number): RunIdentifier {
  return create(RunIdentifierSchema, {
    project: "bench",
    domain: "development",
    name: `run-${run}`,
  });
}

/** Makes one report, with what an engine tells: times, who tells it and where, a link to a log. */
export function makeReport(run: number, number: number, phase: ActionPhase, step: number): Report {
  const time = timestampFromMs(START + step * 1000);
  return {
    event: create(ActionEventSchema, {
      id: { run: runId(run), name: number === 1 ? ROOT_ACTION : `action-${number}` },
      attempt: 1,
      phase,
      updatedTime: time,
      reportedTime: time,
      cluster: "cluster-a",
      producer: "bench",
      logInfo: [{ name: "stdout", uri: `https://logs.example/${run}/${number}/stdout` }],
    }),
  };
}

/**
 * Tells the whole story of every action: phase by phase, of every run in turn. When all are through it begins with other
 * runs, without end.
 */
export function* tellReports({ actions, runs }: Telling): Generator<Report, never> {
  for (let first = 1; ; first += runs) {
    for (const [step, phase] of story().entries()) {
      for (let number = 1; number <= actions; number++) {
        for (let run = first; run < first + runs; run++) {
          yield makeReport(run, number, phase, step);
        }
      }
    }
  }
}

/** Takes so many batches of reports. */
export function takeBatches(
  reports: Generator<Report, never>,
  count: number,
  size: number,
): Report[][] {
  const take = (): Report => reports.next().value;
  return Array.from({ length: count }, () => Array.from({ length: size }, take));
}

/** Counts the reports of the whole story of all actions. */
export function countReports({ actions, runs }: Telling): number {
  return story().length * actions * runs;
}
