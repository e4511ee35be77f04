import type { LedgerLimits } from "../limits.ts";
import { overloaded } from "../over-limit.ts";
import type { Job } from "./job.ts";

/** A job that waits, and whom to answer. */
export interface Waiting<Result = unknown> {
  readonly job: Job<Result>;
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

  /** Takes jobs from the front: at least one, and more while they hold no more than `weight` reports together. */
  take(weight: number): Waiting[] {
    let count = 0;
    let taken = 0;
    for (const { job } of this.#waiting) {
      if (count > 0 && taken + job.weight > weight) break;
      count += 1;
      taken += job.weight;
      this.#bytes -= job.bytes;
    }
    this.#reports -= taken;
    const group = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    return group;
  }
}
