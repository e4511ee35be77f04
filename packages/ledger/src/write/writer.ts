import type { Store } from "@runledger/store";
import type { Clock } from "../clock.ts";
import { closed } from "../closed.ts";
import type { LedgerLimits } from "../limits.ts";
import { toLedgerError } from "../to-ledger-error.ts";
import type { ActionCache } from "./action-cache.ts";
import { type Committed, commitJobs, type JobResult } from "./commit-jobs.ts";
import type { Job } from "./job.ts";
import type { RunNews } from "./run-news.ts";
import { WriteQueue, type Waiting } from "./write-queue.ts";

/**
 * How many reports share a transaction, at most. Above some hundreds the cost of a commit is spread thin enough (see
 * docs/benchmarks), and a longer transaction only keeps the next one waiting, and the event loop busy.
 */
export const GROUP = 1000;

/** What a writer tells after each transaction. */
export interface WriterEvents {
  /** Something was committed. */
  committed(news: readonly RunNews[]): void;
}

/** Writes jobs to the store, one transaction after the other. Jobs that wait at the same time share one. */
export class Writer {
  readonly #store: Store;
  readonly #cache: ActionCache;
  readonly #clock: Clock;
  readonly #events: WriterEvents;
  readonly #queue: WriteQueue;
  #draining: Promise<void> | undefined;
  #isClosed = false;
  #committed = 0;
  #failed = 0;
  /** Microseconds that a report took to be written, averaged over the last ones. */
  #pace = 50;

  constructor(
    store: Store,
    cache: ActionCache,
    clock: Clock,
    limits: LedgerLimits,
    events: WriterEvents,
  ) {
    this.#store = store;
    this.#cache = cache;
    this.#clock = clock;
    this.#events = events;
    this.#queue = new WriteQueue(limits);
  }

  /** What waits, and what was done. */
  get stats(): { reports: number; bytes: number; committed: number; failed: number } {
    const { reports, bytes } = this.#queue;
    return { reports, bytes, committed: this.#committed, failed: this.#failed };
  }

  /**
   * Checks that there is room for some more reports.
   *
   * @throws LedgerError of kind `overloaded` or `closed`
   */
  checkRoom(reports: number, bytes: number): void {
    if (this.#isClosed) throw closed();
    this.#queue.checkRoom(reports, bytes, () => this.#retryAfter());
  }

  /** Writes a job. Resolves when it is committed. */
  async write<Result>(job: Job<Result>): Promise<Result> {
    if (this.#isClosed) throw closed();
    const result = new Promise<Result>((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
    });
    this.#draining ??= this.#drain();
    return result;
  }

  /** Writes what waits and refuses what comes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // What is asked for in the same turn of the event loop shares the first transaction.
    await Promise.resolve();
    while (!this.#queue.isEmpty) await this.#commit(this.#queue.take(GROUP));
    this.#draining = undefined;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const began = this.#clock.now();
    try {
      const committed = await commitJobs(
        this.#store,
        this.#cache,
        group.map(({ job }) => job),
        began,
      );
      this.#settle(group, committed, began);
    } catch (failure) {
      this.#failed += 1;
      const error = toLedgerError(failure);
      // One job that can't be written must not take the others with it: each for itself.
      if (error.kind === "internal" && group.length > 1) {
        for (const waiting of group) await this.#commit([waiting]);
        return;
      }
      for (const { reject } of group) reject(error);
    }
  }

  #settle(group: readonly Waiting[], { news, results }: Committed, began: number): void {
    this.#committed += 1;
    const reports = group.reduce((sum, { job }) => sum + job.weight, 0);
    const pace = (this.#clock.now() - began) / Math.max(1, reports);
    this.#pace += (pace - this.#pace) / 8;
    for (const [index, { resolve, reject }] of group.entries()) {
      const result: JobResult | undefined = results[index];
      if (result?.kind === "done") resolve(result.value);
      else reject(result?.error ?? new Error("A job was not answered"));
    }
    this.#events.committed(news);
  }

  /** When what waits now will have been written, in milliseconds, as far as can be told. */
  #retryAfter(): number {
    const expected = Math.ceil((this.#queue.reports * this.#pace) / 1000);
    return Math.min(10_000, Math.max(50, expected));
  }
}
