import type { RunKey, RunRow, Store } from "@runledger/store";
import type { Clock } from "../clock.ts";
import { Bell } from "./bell.ts";
import { poll } from "./poll.ts";
import type { WatchScope } from "./watch-scope.ts";

/**
 * Tells the watches of a run that it has changed: at once where this ledger wrote, and else at the next poll. Whoever
 * hears of it reads what changed from the rows, so that nothing is lost with a hint.
 */
export class RunPulse {
  readonly key: RunKey;
  readonly #store: Store;
  readonly #bell = new Bell();
  readonly #polls = new Bell();
  readonly #stop: () => void;
  #row: RunRow | undefined;

  constructor(key: RunKey, store: Store, clock: Clock, pollInterval: number) {
    this.key = key;
    this.#store = store;
    this.#stop = poll(clock, pollInterval, async () => {
      await this.refresh();
      this.#polls.ring();
    });
  }

  /** The run as it was last heard of; undefined if it isn't known. */
  get row(): RunRow | undefined {
    return this.#row;
  }

  /** The run's revision as it was last heard of; 0 if it isn't known. */
  get revision(): number {
    return this.#row?.revision ?? 0;
  }

  /** Takes in a run's row and wakes those who wait, if it is news. */
  news(row: RunRow): void {
    if (row.revision <= this.revision) return;
    this.#row = row;
    this.#bell.ring();
  }

  /** Reads the run's row. */
  async refresh(): Promise<RunRow | undefined> {
    const row = await this.#store.getRun(this.key);
    if (row !== undefined) this.news(row);
    return this.#row;
  }

  /** Waits until the run is known to be above a revision, or until the watch ends. */
  async above(revision: number, scope: WatchScope): Promise<void> {
    while (this.revision <= revision && !scope.hasEnded) await this.#bell.next(scope);
  }

  /** Waits until the run was polled once more, or until the watch ends. */
  async polled(scope: WatchScope): Promise<void> {
    await this.#polls.next(scope);
  }

  /** Stops polling. */
  close(): void {
    this.#stop();
  }
}
