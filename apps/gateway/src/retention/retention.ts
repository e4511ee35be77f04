import type { BlobStore } from "@runledger/blobs";
import type { Ledger, PrunePage, PruneQuery } from "@runledger/ledger";
import type { Logger } from "pino";
import { archiveRun } from "./archive-run.ts";
import { type KeepRule, readKeepRule } from "./keep-rule.ts";

/** How often deleted runs' rows are looked for, in milliseconds. */
const SWEEP_INTERVAL = 10_000;

/** Runs in one transaction. */
const PAGE = 100;

/** What the retention of a gateway is told. */
export interface RetentionOptions {
  readonly ledger: Ledger;
  readonly logger: Logger;
  /** Which runs to keep for how long: see KeepRule. */
  readonly keepRuns: readonly string[];
  /** How often runs that are too old are looked for, in milliseconds. */
  readonly pruneInterval: number;
  /** For how long it is known that a run was deleted, in milliseconds. */
  readonly keepDeletions: number;
  /** Where runs are put before they are deleted. Undefined: nowhere. */
  readonly archive?: BlobStore | undefined;
}

/**
 * Deletes runs that are older than they are to be kept, and clears away what is left of deleted ones, a little at a time. Several
 * gateways on one database may do so at once.
 */
export class Retention {
  readonly #options: RetentionOptions;
  readonly #rules: readonly KeepRule[];
  readonly #timers: NodeJS.Timeout[] = [];
  #work: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#rules = options.keepRuns.flatMap((text) => readKeepRule(text) ?? []);
  }

  /** Begins: at once, and then again and again. */
  start(): void {
    this.#every(SWEEP_INTERVAL, () => this.sweep());
    if (this.#rules.length > 0) this.#every(this.#options.pruneInterval, () => this.prune());
  }

  /** Begins nothing new, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#work;
  }

  /** Deletes what each rule says. The narrowest rule that a run falls under holds for it. */
  async prune(now: number = Date.now()): Promise<void> {
    for (const rule of this.#rules) {
      let runs = 0;
      for (let after: string | undefined; !this.#isStopped;) {
        const page = await this.#prunePage({
          ...scopeOf(rule),
          except: this.#rules.flatMap((other) => narrower(other, rule)),
          unchangedSince: (now - rule.age) * 1000,
          limit: PAGE,
          ...(after !== undefined && { after }),
        });
        runs += page.runs.length;
        after = page.after;
        if (after === undefined) break;
      }
      const what = this.#options.archive === undefined ? "Deleted" : "Archived and deleted";
      if (runs > 0) this.#options.logger.info({ ...scopeOf(rule), runs }, `${what} old runs.`);
    }
  }

  /** Deletes a page of runs: in one transaction, or, where they are archived before, one by one. */
  async #prunePage(query: PruneQuery): Promise<Pick<PrunePage, "runs" | "after">> {
    const { archive, ledger, logger } = this.#options;
    if (archive === undefined) return ledger.pruneRuns(query);
    const { after, runs: old } = await ledger.pruneRuns({ ...query, dryRun: true });
    const runs = [];
    for (const run of old) {
      if (this.#isStopped) break;
      if (await archiveRun(ledger, archive, run, logger)) runs.push(run);
    }
    return { runs, after };
  }

  /** Clears away what is left of deleted runs, as far as it may go. */
  async sweep(now: number = Date.now()): Promise<void> {
    let rows = 0;
    while (!this.#isStopped) {
      const removed = await this.#options.ledger.sweepDeletedRuns();
      rows += removed;
      if (removed === 0) break;
    }
    if (rows > 0) this.#options.logger.info({ rows }, "Cleared away rows of deleted runs.");
    await this.#forget(now);
  }

  /** Forgets of runs that were deleted long ago that they were there. */
  async #forget(now: number): Promise<void> {
    const before = (now - this.#options.keepDeletions) * 1000;
    let runs = 0;
    while (!this.#isStopped) {
      const forgotten = await this.#options.ledger.forgetDeletedRuns(before);
      runs += forgotten;
      if (forgotten === 0) break;
    }
    if (runs > 0) this.#options.logger.info({ runs }, "Forgot runs that were deleted long ago.");
  }

  #every(interval: number, work: () => Promise<void>): void {
    const once = (): void => {
      // One thing at a time: what is new to be done is done the next time anyway.
      this.#work = this.#work.then(work).catch((error: unknown) => {
        if (!this.#isStopped)
          this.#options.logger.warn({ err: error }, "Old runs could not be deleted.");
      });
    };
    const timer = setInterval(once, interval);
    timer.unref();
    this.#timers.push(timer);
    once();
  }
}

function scopeOf({ domain, project }: KeepRule): Omit<KeepRule, "age"> {
  return { ...(project !== undefined && { project }), ...(domain !== undefined && { domain }) };
}

/** What a rule takes out of another, wider one. */
function narrower(rule: KeepRule, wide: KeepRule): { project: string; domain?: string }[] {
  const { domain, project } = rule;
  if (project === undefined) return [];
  const isNarrower =
    wide.project === undefined ||
    (wide.project === project && wide.domain === undefined && domain !== undefined);
  return isNarrower ? [{ project, ...(domain !== undefined && { domain }) }] : [];
}
