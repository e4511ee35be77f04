import type { Action, Run, RunIdentifier } from "@runledger/proto";
import { actionPhaseLifecycle } from "@runledger/state";
import { GatewayError } from "../client/gateway-error.ts";
import type { Clock } from "../command/clock.ts";
import type { MirroredRun } from "../operations/mirrored-runs.ts";
import { AbortCourier } from "./abort-courier.ts";
import { type FollowContext, FollowedRun, seenOf } from "./followed-run.ts";
import { MirrorCounts } from "./mirror-counts.ts";
import type { MirrorLog } from "./mirror-log.ts";
import type { MirrorScope, Recorder } from "./recorder.ts";
import type { Upstream } from "./upstream.ts";
import { Waits } from "./waits.ts";
import { WorkQueue } from "./work-queue.ts";

/** What a mirror stands on, and how it goes about it. */
export interface MirrorOptions extends MirrorScope {
  readonly upstream: Upstream;
  readonly recorder: Recorder;
  readonly log: MirrorLog;
  readonly clock: Clock;
  /** At least 0 and below 1. */
  readonly random: () => number;
  /** Only runs created then or later, in milliseconds since 1970. Undefined: all. */
  readonly since: number | undefined;
  /** How many runs to look at at a time. */
  readonly concurrency: number;
  /** How many runs may be watched at a time; the others are looked at when upstream is listed. */
  readonly watches: number;
  /** How often to list upstream and compare, in milliseconds. */
  readonly relistEvery: number;
  /** How often to ask the ledger for aborts, in milliseconds. */
  readonly abortsEvery: number;
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
  readonly #open = new Map<string, FollowedRun>();
  readonly #waits = new WeakMap<FollowedRun, Waits>();
  /** Upstream's status of the roots of runs that are whole in the ledger. */
  readonly #ended = new Map<string, string>();
  readonly #left = new Set<string>();
  readonly #watched = new Set<FollowedRun>();
  #before: Map<string, MirroredRun> | undefined;
  #isOnce = false;

  constructor(options: MirrorOptions) {
    this.#options = options;
  }

  /** How many runs haven't ended, or aren't whole in the ledger yet. */
  get open(): number {
    return this.#open.size;
  }

  /**
   * Looks at everything once.
   *
   * @throws GatewayError where upstream or the ledger can't be reached
   */
  async catchUp(signal: AbortSignal): Promise<void> {
    this.#isOnce = true;
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
    const courier = new AbortCourier(this.#options, this.counts);
    const parts = [
      this.#listAgain(until),
      this.#hearRuns(until),
      this.#work(until, () => undefined),
      courier.serve(
        () => [...this.#open.values()],
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
    this.#before ??= await this.#readBefore();
    for (const run of this.#open.values()) this.#suspect(run);
    for await (const run of upstream.runs(since, signal)) this.#hear(run);
  }

  async #readBefore(): Promise<Map<string, MirroredRun>> {
    const before = new Map<string, MirroredRun>();
    for await (const run of this.#options.recorder.runs(this.#options)) before.set(run.name, run);
    return before;
  }

  async #hearRuns(signal: AbortSignal): Promise<void> {
    await this.#watch(
      () => this.#options.upstream.watchRuns(signal),
      (runs) => runs.forEach((run) => this.#before && this.#hear(run)),
      signal,
    );
  }

  /** Hears of a run, and has it looked at unless it is known to be so. */
  #hear({ action }: Run): void {
    const id = action?.id?.run;
    const { project, domain } = this.#options;
    if (id === undefined || id.project !== project || id.domain !== domain) return;
    const seen = seenOf(action?.status);
    if (this.#left.has(id.name) || this.#ended.get(id.name) === seen) return;
    const before = this.#before?.get(id.name);
    if (!this.#ended.has(id.name) && before !== undefined && isWhole(before, action)) {
      this.#ended.set(id.name, seen);
      this.counts.whole += 1;
      return;
    }
    const isKnown = before !== undefined || this.#ended.delete(id.name);
    const run = this.#open.get(id.name) ?? this.#found(id, isKnown);
    this.#suspect(run);
  }

  #found(id: RunIdentifier, isKnown: boolean): FollowedRun {
    const { log, upstream, recorder, from } = this.#options;
    const context: FollowContext = {
      upstream,
      recorder,
      from,
      onAnswer: ({ action, what, answer: { outcome, held, refusal } }) => {
        this.counts.answered(outcome, held);
        if (held) return;
        const fields = { run: id.name, action, what, reason: refusal };
        log.tell("report-refused", `${id.name} ${action}, ${what}: ${refusal}`, fields);
      },
    };
    const run = new FollowedRun(id, isKnown, context);
    this.#open.set(id.name, run);
    if (!isKnown) log.tell("run-found", `${id.name}: found`, { run: id.name });
    return run;
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
      if (state === "open") this.#watchActions(run, signal);
      // What was heard of it meanwhile is looked at before it is done with.
      else if (!this.#queue.has(run)) this.#close(run, state);
    } catch (error) {
      if (signal.aborted) return;
      this.#trouble(error, run.id.name);
      onError(error);
      void waits.wait(signal).then(() => this.#queue.add(run));
    }
  }

  #close(run: FollowedRun, state: "ended" | "gone" | "taken"): void {
    const { name } = run.id;
    this.#open.delete(name);
    this.counts[state] += 1;
    const { log } = this.#options;
    const fields = { run: name };
    if (state === "ended") {
      this.#ended.set(name, run.seen);
      log.tell("run-ended", `${name}: ended, and is whole in the ledger`, fields);
      return;
    }
    this.#left.add(name);
    if (state === "gone") {
      log.tell("run-gone", `${name}: upstream doesn't know it any more; it stays as it is`, fields);
    } else {
      const text = `${name}: left out: the ledger holds another run of this name`;
      log.tell("run-taken", text, fields);
    }
  }

  /** Watches a run while it is open, if there is a watch to spare. */
  #watchActions(run: FollowedRun, signal: AbortSignal): void {
    const { watches, upstream } = this.#options;
    if (this.#isOnce || this.#watched.has(run) || this.#watched.size >= watches) return;
    this.#watched.add(run);
    const ended = new AbortController();
    const until = AbortSignal.any([signal, ended.signal]);
    const isOpen = (): boolean => {
      if (this.#open.get(run.id.name) === run) return true;
      ended.abort();
      return false;
    };
    const hear = (actions: readonly Action[]): void => {
      if (isOpen() && run.hint(actions)) this.#queue.add(run);
    };
    const again = (): void => {
      if (isOpen()) this.#suspect(run);
    };
    void this.#watch(() => upstream.watchActions(run.id, until), hear, until, again).finally(() =>
      this.#watched.delete(run),
    );
  }

  /** Keeps a watch open. @param again is called whenever it has ended, and may have left something out */
  async #watch<Item>(
    open: () => AsyncGenerator<Item>,
    hear: (item: Item) => void,
    signal: AbortSignal,
    again: () => void = () => undefined,
  ): Promise<void> {
    const waits = new Waits(this.#options);
    while (!signal.aborted) {
      try {
        for await (const item of open()) {
          waits.reset();
          hear(item);
        }
      } catch (error) {
        if (!signal.aborted) this.#trouble(error);
      }
      again();
      await waits.wait(signal);
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
    const { upstream, log } = this.#options;
    const fields = { ...this.counts.toJSON(), open: this.open, calls: upstream.calls };
    log.tell("status", `${this.open} runs open; ${this.counts.toString()}`, fields);
  }
}

/** Whether the ledger holds all of a run, as far as the list of upstream tells. The root is told last. */
function isWhole({ settled, phase, attempts }: MirroredRun, action: Action | undefined): boolean {
  const { status } = action ?? {};
  const value = actionPhaseLifecycle.values.find(({ number }) => number === status?.phase);
  return settled && value?.shortName === phase && Math.max(1, status?.attempts ?? 0) === attempts;
}
