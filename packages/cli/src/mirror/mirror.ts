import type { Run } from "@runledger/proto";
import { GatewayError } from "../client/gateway-error.ts";
import { Courier, type CourierOptions } from "./courier.ts";
import type { FollowedRun } from "./followed-run.ts";
import { keepWatching } from "./keep-watching.ts";
import { MirrorCounts } from "./mirror-counts.ts";
import { passAborts } from "./pass-aborts.ts";
import { passSignals } from "./pass-signals.ts";
import { RunBook, type RunBookOptions } from "./run-book.ts";
import { seenOf } from "./seen-of.ts";
import { RunWatches, type RunWatchesOptions } from "./run-watches.ts";
import { Waits } from "./waits.ts";
import { WorkQueue } from "./work-queue.ts";

/** What a mirror stands on, and how it goes about it. */
export interface MirrorOptions extends RunBookOptions, CourierOptions, RunWatchesOptions {
  /** Only runs created then or later, in milliseconds since 1970. Undefined: all. */
  readonly since: number | undefined;
  /** How many runs to look at at a time. */
  readonly concurrency: number;
  /** How often to list upstream and compare, in milliseconds. */
  readonly relistEvery: number;
}

/**
 * Keeps a ledger as a Flyte 2 is. Upstream is listed and compared from time to time, which finds everything; its watches, which
 * may leave things out, only make it sooner. Nothing is kept beside the ledger: a mirror that is started again reads there what
 * it has told.
 */
export class Mirror {
  readonly counts: MirrorCounts = new MirrorCounts();
  readonly #options: MirrorOptions;
  readonly #queue = new WorkQueue<FollowedRun>();
  readonly #book: RunBook;
  readonly #waits = new WeakMap<FollowedRun, Waits>();
  #watches: RunWatches | undefined;

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#book = new RunBook(options, this.counts);
  }

  /** How many runs haven't ended, or aren't whole in the ledger yet. */
  get open(): number {
    return this.#book.open.length;
  }

  /** How many calls and watches of upstream have been begun. */
  get calls(): number {
    return this.#options.upstream.calls;
  }

  /**
   * Looks at everything once.
   *
   * @throws GatewayError where upstream or the ledger can't be reached
   */
  async catchUp(signal: AbortSignal): Promise<void> {
    const failed = new AbortController();
    const failures: unknown[] = [];
    const until = AbortSignal.any([signal, failed.signal]);
    const done = new AbortController();
    const working = this.#work(AbortSignal.any([until, done.signal]), (error) => {
      failures.push(error);
      failed.abort();
    });
    try {
      await this.#list(until);
      await this.#queue.drained(until);
    } finally {
      done.abort();
      await working;
    }
    if (failures.length > 0) throw failures[0];
  }

  /**
   * Goes on until the signal is aborted.
   *
   * @throws GatewayError where the first list is refused, as where the token isn't taken. Later trouble is told, and tried again
   */
  async follow(signal: AbortSignal): Promise<void> {
    const failed = new AbortController();
    const until = AbortSignal.any([signal, failed.signal]);
    this.#watches = new RunWatches(this.#options, {
      isOpen: (run) => this.#book.isOpen(run),
      onHint: (run) => this.#queue.add(run),
      onCut: (run) => this.#compare(run),
      onTrouble: (error) => this.#trouble(error),
    });
    const courier = new Courier(this.#options, this.counts, [
      passAborts(this.#options, this.counts),
      passSignals(this.#options, this.counts),
    ]);
    const parts = [
      this.#listAgain(until),
      this.#hearRuns(until),
      this.#work(until, () => undefined),
      courier.serve(
        () => this.#book.open,
        (run) => this.#suspect(run),
        until,
      ),
    ];
    try {
      await Promise.all(parts);
    } finally {
      failed.abort();
      await Promise.allSettled(parts);
    }
  }

  async #listAgain(signal: AbortSignal): Promise<void> {
    const { clock, relistEvery } = this.#options;
    const waits = new Waits(this.#options);
    for (let isFirst = true; !signal.aborted;) {
      try {
        await this.#list(signal);
        isFirst = false;
        waits.reset();
        this.#status();
        await clock.sleep(relistEvery, signal);
      } catch (error) {
        if (signal.aborted) return;
        const mayPass = error instanceof GatewayError && error.mayPass;
        if (isFirst && !mayPass) throw error;
        this.#trouble(error);
        await waits.wait(signal);
      }
    }
  }

  /** Lists upstream, and has looked at what isn't as it was. */
  async #list(signal: AbortSignal): Promise<void> {
    const { upstream, since } = this.#options;
    await this.#book.readBefore();
    for (const run of this.#book.open) this.#compare(run);
    for await (const each of upstream.runs(since, signal)) {
      const run = this.#book.hear(each);
      if (run !== undefined) this.#compare(run);
    }
    this.counts.listedAt = this.#options.clock.now();
  }

  async #hearRuns(signal: AbortSignal): Promise<void> {
    const { upstream, clock, random } = this.#options;
    await keepWatching(
      {
        clock,
        random,
        open: () => upstream.watchRuns(signal),
        hear: (runs) => runs.forEach((run) => this.#hear(run)),
        onTrouble: (error) => this.#trouble(error),
      },
      signal,
    );
  }

  /** Has a run looked at that a watch tells of, if it isn't as it was told. */
  #hear(hint: Run): void {
    const run = this.#book.hear(hint);
    if (run !== undefined && run.seen !== seenOf(hint.action?.status)) this.#suspect(run);
  }

  /** Has a run looked at, unless that is under way: one that takes longer than the next comparison would never be done with. */
  #compare(run: FollowedRun): void {
    if (!this.#queue.isAtWork(run)) this.#suspect(run);
  }

  #suspect(run: FollowedRun): void {
    run.suspect();
    this.#queue.add(run);
  }

  async #work(signal: AbortSignal, onError: (error: unknown) => void): Promise<void> {
    const look = (run: FollowedRun): Promise<void> => this.#look(run, signal, onError);
    const workers = Array.from({ length: this.#options.concurrency }, () =>
      this.#queue.serve(look, signal),
    );
    await Promise.all(workers);
  }

  async #look(
    run: FollowedRun,
    signal: AbortSignal,
    onError: (error: unknown) => void,
  ): Promise<void> {
    const waits = this.#waits.get(run) ?? new Waits(this.#options);
    this.#waits.set(run, waits);
    try {
      const state = await run.look(signal);
      waits.reset();
      if (state === "open") this.#watches?.add(run, signal);
      // What was heard of it meanwhile is looked at before it is done with.
      else if (!this.#queue.has(run)) this.#book.close(run, state);
    } catch (error) {
      if (signal.aborted) return;
      this.#trouble(error, run.id.name);
      onError(error);
      void waits.wait(signal).then(() => this.#queue.add(run));
    }
  }

  #trouble(error: unknown, run?: string): void {
    if (!(error instanceof GatewayError)) throw error;
    this.counts.troubles += 1;
    const about = run === undefined ? {} : { run };
    const fields = { ...about, message: error.message, code: error.code };
    this.#options.log.tell("trouble", `${error.message}; trying again`, fields);
  }

  #status(): void {
    const fields = { ...this.counts.toJSON(), open: this.open, calls: this.calls };
    this.#options.log.tell("status", `${this.open} runs open; ${this.counts.toString()}`, fields);
  }
}
