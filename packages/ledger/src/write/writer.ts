import type { Store } from "@runledger/store";
import type { Clock } from "../clock.ts";
import { closed } from "../closed.ts";
import type { LedgerLimits } from "../limits.ts";
import { toLedgerError } from "../to-ledger-error.ts";
import type { ActionCache } from "./action-cache.ts";
import { type Committed, commitJobs, type JobResult } from "./commit-jobs.ts";
import type { Job } from "./job.ts";
import { LoadPlan } from "./load-plan.ts";
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

/**
 * Writes jobs to the store, in as many transactions at once as it does. Jobs that wait at the same time share one; those of
 * one run are never in two at once, so that each run is written in order.
 */
export class Writer {
  readonly #store: Store;
  readonly #cache: ActionCache;
  readonly #clock: Clock;
  readonly #events: WriterEvents;
  readonly #queue: WriteQueue;
  /** The names of the runs that transactions under way need. */
  readonly #busy = new Set<string>();
  readonly #idle: (() => void)[] = [];
  #running = 0;
  #isScheduled = false;
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
      this.#queue.push({ job, runs: this.#runsOf(job), resolve, reject });
    });
    this.#schedule();
    return result;
  }

  /** Writes what waits and refuses what comes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#running === 0 && this.#queue.isEmpty) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Names the runs that a job needs. One transaction at a time needs no names: nothing is busy when it begins. */
  #runsOf(job: Job<unknown>): readonly string[] {
    if (this.#store.concurrency === 1) return [];
    const plan = new LoadPlan();
    job.plan(plan);
    return plan.runs.map(([name]) => name);
  }

  #schedule(): void {
    if (this.#isScheduled || this.#running >= this.#store.concurrency) return;
    this.#isScheduled = true;
    // What is asked for in the same turn of the event loop shares a transaction.
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#start();
    });
  }

  /** Begins as many transactions as can be. */
  #start(): void {
    while (this.#running < this.#store.concurrency) {
      const group = this.#queue.take(GROUP, this.#busy);
      if (group.length === 0) break;
      void this.#work(group);
    }
    if (this.#running > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #work(group: readonly Waiting[]): Promise<void> {
    const runs = group.flatMap((waiting) => waiting.runs);
    this.#running += 1;
    for (const run of runs) this.#busy.add(run);
    await this.#commit(group);
    this.#running -= 1;
    for (const run of runs) this.#busy.delete(run);
    this.#start();
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
    const pace = (this.#clock.now() - began) / Math.max(1, reports) / this.#running;
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
