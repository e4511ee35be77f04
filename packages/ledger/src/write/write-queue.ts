import type { LedgerLimits } from "../limits.ts";
import { overloaded } from "../over-limit.ts";
import type { Job } from "./job.ts";

/** How many jobs are passed over before the look for one that can be done ends: it is made for every transaction. */
const PASSED = 2000;

/** A job that waits, and whom to answer. */
export interface Waiting<Result = unknown> {
  readonly job: Job<Result>;
  /** The names of the runs that it needs. */
  readonly runs: readonly string[];
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: Error) => void;
}

/** Holds the jobs that wait to be written, in order, and no more of them than the limits allow. */
export class WriteQueue {
  readonly #limits: LedgerLimits;
  #waiting: Waiting[] = [];
  #reports = 0;
  #bytes = 0;

  constructor(limits: LedgerLimits) {
    this.#limits = limits;
  }

  /** How many reports and declarations wait. */
  get reports(): number {
    return this.#reports;
  }

  /** How many bytes they take. */
  get bytes(): number {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /**
   * Refuses what would not find room: reports above the limits, unless nothing waits.
   *
   * @param retryAfter when to come again, in milliseconds
   * @throws LedgerError of kind `overloaded`
   */
  checkRoom(reports: number, bytes: number, retryAfter: () => number): void {
    if (this.isEmpty) return;
    const { queuedBytes, queuedReports } = this.#limits;
    const [allReports, allBytes] = [this.#reports + reports, this.#bytes + bytes];
    if (allReports > queuedReports) {
      throw overloaded(this.#limits, "queuedReports", "Reports to write", allReports, retryAfter());
    }
    if (allBytes > queuedBytes) {
      throw overloaded(this.#limits, "queuedBytes", "Bytes to write", allBytes, retryAfter());
    }
  }

  /** Puts a job at the end. */
  push<Result>(waiting: Waiting<Result>): void {
    this.#waiting.push(waiting as Waiting);
    this.#reports += waiting.job.weight;
    this.#bytes += waiting.job.bytes;
  }

  /**
   * Takes jobs from the front: at least one, and more while they hold no more than `weight` reports together. Passes over
   * those that need a run that is busy, and over those after them that need a run of theirs: each run in order.
   */
  take(weight: number, busy: ReadonlySet<string>): Waiting[] {
    const group: Waiting[] = [];
    const passed: Waiting[] = [];
    const held = new Set(busy);
    let taken = 0;
    let next = 0;
    for (; next < this.#waiting.length && passed.length < PASSED; next += 1) {
      const waiting = this.#waiting[next];
      if (waiting === undefined) break;
      if (waiting.runs.some((run) => held.has(run))) {
        passed.push(waiting);
        for (const run of waiting.runs) held.add(run);
        continue;
      }
      if (group.length > 0 && taken + waiting.job.weight > weight) break;
      group.push(waiting);
      taken += waiting.job.weight;
      this.#bytes -= waiting.job.bytes;
    }
    if (group.length === 0) return group;
    this.#reports -= taken;
    this.#waiting = passed.concat(this.#waiting.slice(next));
    return group;
  }
}
