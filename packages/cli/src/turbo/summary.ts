/** The record of one run of turbo, reduced to what an import asks. */
export interface TurboSummary {
  readonly id: string;
  /** The version of turbo that wrote it. */
  readonly turboVersion: string;
  /** What was typed, as in "turbo run build". */
  readonly command: string;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  /** Not before it started. */
  readonly endedAt: number;
  /** At least one. */
  readonly tasks: readonly TurboTask[];
}

/** One task of a run of turbo. */
export interface TurboTask {
  /** Package and task, as in "@runledger/state#build". Unique. */
  readonly id: string;
  /** The task alone, as in "build". */
  readonly task: string;
  /** What it ran. Empty where there was nothing to run. */
  readonly command: string;
  /** The ids of the tasks that it waits for, as far as they are in the summary. */
  readonly dependencies: readonly string[];
  readonly cache: "hit" | "miss" | "off";
  /** How it ran; undefined where turbo was stopped before it could. */
  readonly execution: TurboExecution | undefined;
}

/** How a task ran. */
export interface TurboExecution {
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  /** Not before it started. */
  readonly endedAt: number;
  readonly exitCode: number;
  /** What turbo said of its failure. Empty: nothing. */
  readonly error: string;
}
