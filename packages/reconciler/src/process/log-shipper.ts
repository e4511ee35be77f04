import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { AttemptFiles } from "../attempt-files.ts";
import { Pause } from "../pause.ts";

/** What a command prints. */
export const LOGS = ["stdout", "stderr"] as const;

/** The pause after writing a log, as a multiple of how long that took: at most a tenth of the time is spent on it. */
const REST = 9;

/** Keeps what a command prints while it prints it, so that others can read along. */
export class LogShipper {
  readonly #folder: string;
  readonly #files: AttemptFiles;
  readonly #kept = new Map<string, number>();
  readonly #pause = new Pause();
  readonly #loop: Promise<void>;
  #isStopped = false;

  /** @param interval how often it is looked whether there is more, in milliseconds */
  constructor(folder: string, files: AttemptFiles, interval: number) {
    this.#folder = folder;
    this.#files = files;
    this.#loop = files.elsewhere ? this.#follow(interval) : Promise.resolve();
  }

  /**
   * Stops, and keeps what has been printed since. May be called again where that failed.
   *
   * @throws whatever the store throws
   */
  async finish(): Promise<void> {
    this.#isStopped = true;
    this.#pause.end();
    await this.#loop;
    await this.#ship();
  }

  async #follow(interval: number): Promise<void> {
    let pause = interval;
    while (!this.#isStopped) {
      await this.#pause.take(pause);
      if (this.#isStopped) return;
      const before = performance.now();
      // A store that is away for a while is tried again: what counts is what is kept in the end.
      await this.#ship().catch(() => {});
      pause = Math.max(interval, REST * (performance.now() - before));
    }
  }

  async #ship(): Promise<void> {
    for (const name of LOGS) {
      const size = await stat(join(this.#folder, name)).then(
        (found) => found.size,
        () => undefined,
      );
      if (size === undefined || size === this.#kept.get(name)) continue;
      const kept = await this.#files.keep(name);
      if (kept !== undefined) this.#kept.set(name, kept);
    }
  }
}
