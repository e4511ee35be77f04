import { create, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { type ActionPhase, TaskLogSchema } from "@runledger/proto/core/v1";
import {
  ActionEventSchema,
  ActionMetadataSchema,
  ActionRecordSchema,
  ActionStatusSchema,
  PhaseTransitionSchema,
} from "@runledger/proto/run/v1";
import { actionPhaseLifecycle, initialPhase, ROOT_ACTION } from "@runledger/state";
import type { ActionRow, Changes, EventRow, RunKey, RunRow } from "@runledger/store";

/** How much is to be written. */
export interface Workload {
  readonly runs: number;
  /** Actions of each run, the root included. */
  readonly actions: number;
  /** Reports in a transaction. They go to the runs in turn. */
  readonly batch: number;
}

/** What one transaction writes, and the runs that it locks. */
export interface Batch {
  readonly keys: readonly RunKey[];
  readonly changes: Changes;
}

/** Names a run of the workload. */
const runKey = (run: number): RunKey => ({
  project: "bench",
  domain: "development",
  name: `run-${run}`,
});

/** A legal story from the first phase to the end, as the lifecycle has it: each phase the first that may follow. */
export function story(): ActionPhase[] {
  const phases: ActionPhase[] = [initialPhase];
  for (;;) {
    const [next] = actionPhaseLifecycle.of(phases.at(-1) ?? initialPhase)?.followedBy ?? [];
    if (next === undefined) return phases;
    phases.push(next);
  }
}

/**
 * Makes the rows that a ledger would write for reports on actions that go through the whole story: of every run in turn,
 * phase by phase, so that every action is inserted once and updated in every later phase. Runs are numbered from 1, as a
 * new database numbers them.
 */
export function* synthesizeChanges({ runs, actions, batch }: Workload): Generator<Batch, void> {
  const revisions = new Int32Array(runs + 1);
  const counts = new Int32Array(runs + 1);
  let open: Report[] = [];
  for (const [step, phase] of story().entries()) {
    for (let number = 1; number <= actions; number++) {
      for (let run = 1; run <= runs; run++) {
        const revision = (revisions[run] = (revisions[run] ?? 0) + 1);
        counts[run] = Math.max(counts[run] ?? 0, number);
        open.push({ run, number, phase, step, revision, known: counts[run] ?? 0 });
        if (open.length < batch) continue;
        yield toBatch(open);
        open = [];
      }
    }
  }
  if (open.length > 0) yield toBatch(open);
}

interface Report {
  readonly run: number;
  readonly number: number;
  readonly phase: ActionPhase;
  readonly step: number;
  readonly revision: number;
  /** How many actions the run has. */
  readonly known: number;
}

function toBatch(reports: readonly Report[]): Batch {
  const last = new Map(reports.map((report) => [report.run, report]));
  // As a ledger does, an action that a batch tells of twice is written once.
  const current = new Map(reports.map((report) => [`${report.run}/${report.number}`, report]));
  return {
    keys: [...last.keys()].map(runKey),
    changes: {
      runs: [...last.values()].map(runRow),
      actions: [...current.values()].map(actionRow),
      errors: [],
      events: reports.map(eventRow),
      quarantine: [],
    },
  };
}

const START = Date.UTC(2026, 0, 1);
const time = (step: number) => timestampFromMs(START + step * 1000);
const micros = (step: number) => (START + step * 1000) * 1000;
const nameOf = (number: number) => (number === 1 ? ROOT_ACTION : `action-${number}`);

const metadata = toBinary(
  ActionMetadataSchema,
  create(ActionMetadataSchema, {
    parent: ROOT_ACTION,
    group: "preprocessing",
    spec: {
      case: "task",
      value: {
        id: { project: "bench", domain: "development", name: "train.fit", version: "v1" },
        taskType: "python-task",
        shortName: "fit",
      },
    },
  }),
);

function statusOf({ phase, step }: Report): Uint8Array {
  return toBinary(
    ActionStatusSchema,
    create(ActionStatusSchema, { phase, attempts: 1, startTime: time(0), endTime: time(step) }),
  );
}

function recordOf({ phase, step }: Report): Uint8Array {
  const phases = story().slice(0, step + 1);
  return toBinary(
    ActionRecordSchema,
    create(ActionRecordSchema, {
      declared: true,
      createdTime: time(0),
      attempts: [
        {
          attempt: {
            phase,
            attempt: 1,
            startTime: time(0),
            phaseTransitions: phases.map((each, i) =>
              create(PhaseTransitionSchema, { phase: each, startTime: time(i) }),
            ),
            cluster: "cluster-a",
          },
          sources: { 12: { phase, version: 0 } },
        },
      ],
    }),
  );
}

function eventRow(report: Report): EventRow {
  const { run, number, phase, step, revision } = report;
  return {
    runId: run,
    revision,
    actionNumber: number,
    actionName: nameOf(number),
    attempt: 1,
    phase,
    version: 0,
    outcome: 1,
    producer: "bench",
    receivedAt: micros(step),
    event: toBinary(
      ActionEventSchema,
      create(ActionEventSchema, {
        attempt: 1,
        phase,
        updatedTime: time(step),
        reportedTime: time(step),
        cluster: "cluster-a",
        logInfo: [
          create(TaskLogSchema, {
            name: "stdout",
            uri: `https://logs.example/${run}/${number}/stdout`,
          }),
        ],
        producer: "bench",
      }),
    ),
  };
}

function actionRow(report: Report): ActionRow {
  const { run, number, phase, step, revision } = report;
  return {
    runId: run,
    number,
    name: nameOf(number),
    parent: number === 1 ? "" : ROOT_ACTION,
    group: "preprocessing",
    type: 1,
    taskName: "train.fit",
    taskType: "python-task",
    phase,
    attempt: 1,
    maxAttempts: 3,
    createdAt: micros(0),
    startedAt: micros(0),
    endedAt: actionPhaseLifecycle.isTerminal(phase) ? micros(step) : null,
    updatedAt: micros(step),
    errorKind: 0,
    errorCode: "",
    cacheStatus: 0,
    abortState: 0,
    abortDueAt: null,
    revision,
    metadata,
    status: statusOf(report),
    record: recordOf(report),
  };
}

function runRow(report: Report): RunRow {
  const { run, known, phase, step, revision } = report;
  return {
    id: run,
    org: "",
    ...runKey(run),
    revision,
    actionCount: known,
    openCount: known,
    declared: true,
    settled: false,
    engine: "",
    labels: {},
    spec: new Uint8Array(),
    source: 0,
    createdBy: "",
    createdAt: micros(0),
    updatedAt: micros(step),
    // The root is the first action to reach each phase.
    phase,
    startedAt: micros(0),
    endedAt: null,
    taskName: "train.fit",
    taskVersion: "v1",
    triggerName: "",
    metadata,
    status: statusOf(report),
  };
}
