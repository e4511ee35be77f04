/** The record of one execution of a workflow, as WfFormat tells it, reduced to what a replay asks. */
export interface Trace {
  readonly name: string;
  /** What made it, as in "Pegasus" or "Nextflow". Empty: nobody has said. */
  readonly runtimeSystem: string;
  /** When it was executed, in milliseconds since 1970; undefined where no time in it can be read. */
  readonly startedAt: number | undefined;
  /** How long the original took in all, in milliseconds; undefined where nobody has said. */
  readonly makespan: number | undefined;
  /** At least one. Every parent is among them, and nothing waits for itself. */
  readonly tasks: readonly TraceTask[];
}

/** One task of a trace. */
export interface TraceTask {
  /** Unique within the trace. */
  readonly id: string;
  /** What it is called. Not always unique. */
  readonly name: string;
  /** What sort of work it is: what its name and those of its like have in common. */
  readonly kind: string;
  /** What it ran, in one line. Empty: nobody has said. */
  readonly program: string;
  /** The ids of the tasks that it waits for, each once. */
  readonly parents: readonly string[];
  /** In whole milliseconds. */
  readonly runtime: number;
  /** The machine that it ran on. Empty: nobody has said. */
  readonly machine: string;
}
