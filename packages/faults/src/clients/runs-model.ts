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
  readonly #doomed: ReadonlySet<string>;
  readonly #gone = new Set<string>();
  readonly #onFrame: () => void;
  #cursor: string | undefined;

  /**
   * @param awaited the runs that are to settle
   * @param doomed the runs that are to be deleted
   * @param onFrame is told of each frame
   */
  constructor(
    subject: string,
    {
      awaited,
      doomed,
    }: { readonly awaited: readonly string[]; readonly doomed: readonly string[] },
    onFrame: () => void,
  ) {
    this.#subject = subject;
    this.#awaited = new Set(awaited);
    this.#doomed = new Set(doomed);
    this.#onFrame = onFrame;
  }

  take(frame: Frame): void {
    const { runs, cursor, deleted } = frame as unknown as {
      readonly deleted: readonly { readonly name: string }[];
      readonly runs: readonly SeenRun[];
      readonly cursor: string;
    };
    for (const { name } of deleted) {
      this.#expectDoomed(name);
      this.runs.delete(name);
      this.#gone.add(name);
    }
    for (const run of runs) {
      expectThat(!this.#gone.has(run.name), {
        invariant: "what is deleted is gone",
        subject: `${this.#subject}, ${run.name}`,
        expected: "nothing more of it",
        found: run,
      });
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
    this.isOver =
      [...this.#awaited].every((name) => this.runs.get(name)?.settled === true) &&
      [...this.#doomed].every((name) => this.#gone.has(name));
    this.#onFrame();
  }

  cut(): void {
    // Every frame is whole.
  }

  #expectDoomed(name: string): void {
    expectThat(this.#doomed.has(name), {
      invariant: "a watch of runs tells of no deletion that wasn't asked for",
      subject: `${this.#subject}, ${name}`,
      expected: [...this.#doomed],
      found: name,
    });
  }

  resume(): { readonly after?: string } {
    return this.#cursor === undefined ? {} : { after: this.#cursor };
  }
}
