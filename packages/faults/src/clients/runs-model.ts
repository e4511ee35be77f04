import { expectThat } from "../check/violation.ts";
import type { Frame, Model } from "./model.ts";

/** A run as a watcher of runs has it. */
export interface SeenRun {
  readonly name: string;
  readonly phase: string;
  readonly revision: number;
  readonly settled: boolean;
}

/** Does what a client of a watch of runs does: keeps the last that it was told of each. */
export class RunsModel implements Model {
  readonly runs: Map<string, SeenRun> = new Map();
  /** Whether each of the runs is known to have settled: the watch itself has no end. */
  isOver = false;
  readonly #subject: string;
  readonly #awaited: ReadonlySet<string>;
  readonly #onFrame: () => void;
  #cursor: string | undefined;

  /**
   * @param awaited the runs that are to settle
   * @param onFrame is told of each frame
   */
  constructor(subject: string, awaited: readonly string[], onFrame: () => void) {
    this.#subject = subject;
    this.#awaited = new Set(awaited);
    this.#onFrame = onFrame;
  }

  take(frame: Frame): void {
    const { runs, cursor } = frame as unknown as {
      readonly runs: readonly SeenRun[];
      readonly cursor: string;
    };
    for (const run of runs) {
      const known = this.runs.get(run.name)?.revision ?? 0;
      expectThat(run.revision >= known, {
        invariant: "a watch of runs never goes back",
        subject: `${this.#subject}, ${run.name}`,
        expected: `revision ${known} or later`,
        found: run.revision,
      });
      this.runs.set(run.name, run);
    }
    this.#cursor = cursor;
    this.isOver = [...this.#awaited].every((name) => this.runs.get(name)?.settled === true);
    this.#onFrame();
  }

  cut(): void {
    // Every frame is whole.
  }

  resume(): { readonly after?: string } {
    return this.#cursor === undefined ? {} : { after: this.#cursor };
  }
}
