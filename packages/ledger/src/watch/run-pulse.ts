import type { RunKey, RunRow, Store } from "@runledger/store";
import type { Clock } from "../clock.ts";
import { runDeleted } from "../run-deleted.ts";
import { runName } from "../run-name.ts";
import { Bell } from "./bell.ts";
import { Looks } from "./looks.ts";
import { poll } from "./poll.ts";
import type { WatchScope } from "./watch-scope.ts";

/**
 * Tells the watches of a run that it has changed: at once where this ledger wrote, soon where another process hinted at it,
 * and else at the next poll. Whoever hears of it reads what changed from the rows, so that nothing is lost with a hint.
 */
export class RunPulse {
  readonly key: RunKey;
  readonly #store: Store;
  readonly #bell: Bell;
  readonly #polls: Bell;
  readonly #stop: () => void;
  readonly #looks: Looks;
  #row: RunRow | undefined;
  #isDeleted = false;

  constructor(key: RunKey, store: Store, clock: Clock, pollInterval: number) {
    this.key = key;
    this.#store = store;
    this.#bell = new Bell(clock);
    this.#polls = new Bell(clock);
    const look = async (): Promise<void> => {
      await this.refresh();
      this.#polls.ring();
    };
    this.#stop = poll(clock, pollInterval, look);
    this.#looks = new Looks(look);
  }

  /** The run as it was last heard of; undefined if it isn't known. */
  get row(): RunRow | undefined {
    return this.#row;
  }

  /** The run's revision as it was last heard of; 0 if it isn't known. */
  get revision(): number {
    return this.#row?.revision ?? 0;
  }

  /** Whether the run that was watched isn't there any more, though there may be another one of its name. */
  get isDeleted(): boolean {
    return this.#isDeleted;
  }

  /** Ends all watches of the run. */
  deleted(): void {
    this.#isDeleted = true;
    this.#bell.ring();
    this.#polls.ring();
  }

  /** @throws LedgerError of kind `deleted` */
  refuseDeleted(): void {
    if (this.#isDeleted) throw runDeleted(runName(this.key));
  }

  /** Takes in a run's row and wakes those who wait, if it is news. */
  news(row: RunRow): void {
    if (this.#row !== undefined && row.id !== this.#row.id) {
      // One that was read before the run was made anew comes late: numbers are never used again.
      if (row.id > this.#row.id) this.deleted();
      return;
    }
    if (row.revision <= this.revision) return;
    this.#row = row;
    this.#bell.ring();
  }

  /** Reads the run's row. */
  async refresh(): Promise<RunRow | undefined> {
    const known = this.#row;
    const row = await this.#store.getRun(this.key);
    if (row !== undefined) this.news(row);
    else if (known !== undefined) this.deleted();
    return this.#row;
  }

  /** Looks at once, unless the run is known to be at that revision. */
  hint(revision: number): void {
    if (revision > this.revision) this.#looks.look();
  }

  /**
   * Waits until the run is known to be above a revision, or until the watch ends.
   *
   * @throws LedgerError of kind `deleted`
   */
  async above(revision: number, scope: WatchScope): Promise<void> {
    while (!this.#isDeleted && this.revision <= revision && !scope.hasEnded) {
      await this.#bell.next(scope);
    }
    this.refuseDeleted();
  }

  /**
   * Waits until the run was polled once more, or until the watch ends.
   *
   * @throws LedgerError of kind `deleted`
   */
  async polled(scope: WatchScope): Promise<void> {
    if (!this.#isDeleted) await this.#polls.next(scope);
    this.refuseDeleted();
  }

  /** Stops polling. */
  close(): void {
    this.#stop();
    this.#looks.stop();
    this.#bell.close();
    this.#polls.close();
  }
}
