import { durationFromMs, timestampFromMs } from "@bufbuild/protobuf/wkt";
import { ContainerError_Kind, type RunIdentifier, TaskLog_LinkType } from "@runledger/proto";
import { actionPhaseLifecycle } from "@runledger/state";
import { type Moment, simulate, type SimulationOptions } from "../schedule/simulate.ts";
import type { Trace, TraceTask } from "../wfformat/trace.ts";
import type { Details, Happening, Story } from "./story.ts";

/** Where the links lead: a domain that is reserved for examples (RFC 2606), since no trace keeps its logs. */
const logs = "https://logs.example.org";
const outputs = "s3://outputs.example.org";

/** How long the links say that they last: a week, in milliseconds. */
const logsLast = 7 * 24 * 3600 * 1000;

/**
 * Tells the story of a trace: its tasks under their kinds, each going its way at the times that runtimes and parents
 * imply.
 *
 * @param startedAt when it begins, in milliseconds since 1970
 */
export function tellTrace(
  trace: Trace,
  run: RunIdentifier,
  startedAt: number,
  options: SimulationOptions,
): Story {
  const teller = new Teller(trace, run, startedAt);
  return {
    run,
    title: trace.name,
    labels: {
      "runledger.io/source": "wfformat",
      "runledger.io/seed": String(options.seed),
      ...(trace.runtimeSystem === "" ? {} : { "runledger.io/engine": trace.runtimeSystem }),
    },
    startedAt,
    tasks: trace.tasks.map((task) => ({
      name: task.id,
      group: task.kind,
      shortName: task.name,
      taskType: "wfformat",
      functionName: task.program,
      dependsOn: task.parents,
      maxAttempts: options.maxAttempts,
    })),
    happenings: simulate(trace.tasks, options).map((moment) => teller.tell(moment)),
  };
}

/** Adds to a moment what an engine would tell with it. */
class Teller {
  readonly #trace: Trace;
  readonly #run: RunIdentifier;
  readonly #startedAt: number;

  constructor(trace: Trace, run: RunIdentifier, startedAt: number) {
    this.#trace = trace;
    this.#run = run;
    this.#startedAt = startedAt;
  }

  tell({ failed, ...moment }: Moment): Happening {
    const task = this.#trace.tasks[moment.task];
    if (task === undefined)
      throw new Error(`a moment names task ${moment.task}, and there is none`);
    return { ...moment, details: this.#details(task, moment, failed) };
  }

  #details(task: TraceTask, moment: Omit<Moment, "failed">, failed: Moment["failed"]): Details {
    const value = actionPhaseLifecycle.of(moment.phase);
    const path = `${this.#run.project}/${this.#run.domain}/${this.#run.name}/${encodeURIComponent(task.id)}/${moment.attempt}`;
    if (failed !== undefined) return this.#failure(task, moment.at, failed);
    if (value?.role === "active") {
      return { logInfo: [this.#link(path, moment.version > 0)], cluster: task.machine };
    }
    if (value?.outcome === "success") return { outputs: { outputUri: `${outputs}/${path}` } };
    return {};
  }

  #link(path: string, ready: boolean): NonNullable<Details["logInfo"]>[number] {
    return {
      name: "Logs",
      uri: `${logs}/${path}`,
      linkType: TaskLog_LinkType.EXTERNAL,
      ttl: durationFromMs(logsLast),
      ready,
    };
  }

  #failure(
    task: TraceTask,
    at: number,
    { failure, ranFor }: NonNullable<Moment["failed"]>,
  ): Details {
    const timestamp = timestampFromMs(this.#startedAt + at);
    const machine = task.machine || "the node";
    const { reason, component, message, type } = failure.event;
    return {
      error: {
        code: failure.code,
        kind: failure.kind,
        message: failure.message({
          task: task.id,
          program: task.program || task.kind,
          machine,
          ranFor,
        }),
        recoverability: ContainerError_Kind.RECOVERABLE,
        timestamp,
        worker: task.machine,
      },
      clusterEvents: [
        { occurredAt: timestamp, type, reason, sourceComponent: component, message, count: 1 },
      ],
    };
  }
}
