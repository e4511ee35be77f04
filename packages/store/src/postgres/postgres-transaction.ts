import type { ClaimedWork, RunRow, StoredAction, WorkRow } from "../rows.ts";
import { StoreError } from "../store-error.ts";
import type {
  ActionRef,
  CacheAnswer,
  CacheEntry,
  CachePlace,
  Changes,
  HeldWork,
  ReportRef,
  RunKey,
  RunSeed,
  TaskTypesNotice,
  WorkClaim,
  WorkLease,
  WorkRef,
  WriteTransaction,
} from "../store.ts";
import type { SweepQuery } from "../queries.ts";
import { deleteRuns, forgetDeletedRuns, sweep } from "./deleted-runs.ts";
import { type Ask, findActions, findReports } from "./lookups.ts";
import type { Line } from "./line.ts";
import type { Place } from "./place.ts";
import type { LostTransaction } from "./resolve-commit.ts";
import { prepare, type Statement } from "./statement.ts";
import { StatementPipe } from "./statement-pipe.ts";
import { isConnectionLost, toStoreError } from "./to-store-error.ts";
import { loadUnfinishedActions } from "./write/load-unfinished-actions.ts";
import { createAndLockRuns, lockRuns } from "./write/lock-runs.ts";
import { fillCache, reserveCache } from "./write/cache.ts";
import { noteTaskTypes } from "./write/task-types.ts";
import { claimWork, loadWork, renewWork } from "./write/work.ts";
import { quarantineStatement, writeStatements } from "./write/write-statements.ts";

/** How a commit went: `lost` where the connection broke before the answer came, so that nobody here knows. */
export type CommitOutcome =
  | { readonly kind: "committed" }
  | { readonly kind: "lost"; readonly transaction: LostTransaction; readonly cause: unknown };

/** How many rows are sent at once, without waiting for what else there is. */
const PART = 200;

const transactionNumber = prepare("SELECT pg_current_xact_id()");

/**
 * A write transaction over one connection. It begins with the first thing that is asked, and what is to be written is sent
 * together with the commit, without waiting for an answer in between: where a statement fails, the server turns the commit
 * after it into a rollback.
 */
export class PostgresTransaction implements WriteTransaction {
  readonly #pipe: StatementPipe;
  readonly #place: Place;
  #ended = false;
  /** What is to be written along with the next thing that is asked, or with the commit. */
  #pending: Statement[] = [];
  /** The transaction's number at the server, once it is known. */
  #number: string | undefined;
  readonly #timeline: string | undefined;
  readonly #locked = new Set<number>();
  /** Whether it writes only to runs that it has locked, which therefore are there. */
  #wroteLockedOnly = true;
  #failed: unknown;

  constructor(line: Line, place: Place) {
    this.#timeline = line.timeline;
    this.#pipe = new StatementPipe(line);
    this.#place = place;
  }

  /** What went wrong in it first, as the driver had it. A transaction in which something failed is not committed. */
  get failed(): unknown {
    return this.#failed;
  }

  async lockRuns(seeds: readonly RunSeed[]): Promise<RunRow[]> {
    if (seeds.length === 0) return [];
    const { runs, transaction } = await createAndLockRuns(this.#ask, seeds);
    this.#noteLocked(runs, transaction);
    return runs;
  }

  async lockRun(key: RunKey): Promise<RunRow | undefined> {
    const { runs, transaction } = await lockRuns(this.#ask, [key]);
    this.#noteLocked(runs, transaction);
    return runs[0];
  }

  async loadActions(refs: readonly ActionRef[]): Promise<(StoredAction | undefined)[]> {
    return findActions(this.#ask, refs);
  }

  async loadUnfinishedActions(runId: number): Promise<StoredAction[]> {
    return loadUnfinishedActions(this.#ask, runId);
  }

  async loadReports(refs: readonly ReportRef[]): Promise<(Uint8Array | undefined)[]> {
    return findReports(this.#ask, refs);
  }

  async loadWork(refs: readonly WorkRef[]): Promise<(WorkRow | undefined)[]> {
    return loadWork(this.#ask, refs);
  }

  async claimWork(claim: WorkClaim): Promise<ClaimedWork[]> {
    this.#wroteLockedOnly = false;
    return claimWork(this.#ask, claim);
  }

  async renewWork(owner: string, until: number, leases: readonly WorkLease[]): Promise<HeldWork[]> {
    this.#wroteLockedOnly = false;
    return renewWork(this.#ask, owner, until, leases);
  }

  async noteTaskTypes(notice: TaskTypesNotice): Promise<string[]> {
    this.#wroteLockedOnly = false;
    return noteTaskTypes(this.#ask, notice);
  }

  async reserveCache(place: CachePlace): Promise<CacheAnswer> {
    this.#wroteLockedOnly = false;
    return reserveCache(this.#ask, place);
  }

  async fillCache(place: CachePlace, entry: CacheEntry): Promise<void> {
    this.#wroteLockedOnly = false;
    await fillCache(this.#ask, place, entry);
  }

  async deleteRuns(runIds: readonly number[]): Promise<void> {
    await deleteRuns(this.#ask, runIds);
  }

  async sweep(query: SweepQuery): Promise<number> {
    return sweep(this.#ask, query);
  }

  async forgetDeletedRuns(query: SweepQuery): Promise<number> {
    return forgetDeletedRuns(this.#ask, query);
  }

  async write(changes: Changes): Promise<{ readonly quarantineIds: readonly number[] }> {
    this.#refuseEnded();
    this.#pending.push(...writeStatements(changes));
    this.#wroteLockedOnly &&= changes.runs.every(({ id }) => this.#locked.has(id));
    if (changes.quarantine.length === 0) {
      // Much of it is worth a message of its own: the server writes it while the caller goes on.
      if (changes.events.length + changes.actions.length >= PART) this.#sendPending();
      return { quarantineIds: [] };
    }
    const ids = await this.#ask(quarantineStatement(changes.quarantine));
    // They were numbered in the order in which they were sent, and come back in any.
    const quarantineIds = ids.map(([id]) => Number(id)).toSorted((a, b) => a - b);
    return { quarantineIds };
  }

  /**
   * Makes everything durable that was written.
   *
   * @throws StoreError where it is not committed, for certain
   */
  async commit(): Promise<CommitOutcome> {
    this.#refuseFailed();
    if (!this.#pipe.hasBegun && this.#pending.length === 0) {
      this.#ended = true;
      return { kind: "committed" };
    }
    // Its number has to be known before: it is what the server is asked for if the answer doesn't come.
    if (this.#number === undefined || !this.#wroteLockedOnly) {
      const [[number] = []] = await this.#ask(transactionNumber());
      this.#number = String(number);
    }
    this.#ended = true;
    this.#sendPending();
    this.#pipe.send({ text: "COMMIT", values: [] });
    const answers = await this.#pipe.answers();
    const failures = answers.flatMap((each) =>
      each.status === "rejected" ? [each.reason as unknown] : [],
    );
    const lost = failures.find(isConnectionLost);
    if (lost !== undefined) {
      const transaction = { number: this.#number, timeline: this.#timeline };
      return { kind: "lost", transaction, cause: lost };
    }
    if (failures.length > 0) this.#fail(failures[0]);
    return { kind: "committed" };
  }

  /** Takes everything back that was written. */
  async rollback(): Promise<void> {
    this.#ended = true;
    if (!this.#pipe.hasBegun) return;
    this.#pipe.send({ text: "ROLLBACK", values: [] });
    const answer = (await this.#pipe.answers()).at(-1);
    if (answer?.status === "rejected") throw answer.reason;
  }

  #noteLocked(runs: readonly (RunRow | undefined)[], transaction: string | undefined): void {
    for (const run of runs) if (run !== undefined) this.#locked.add(run.id);
    this.#number ??= transaction;
  }

  /** Asks something, after what is still to be written. */
  readonly #ask: Ask = async (statement) => {
    this.#refuseEnded();
    this.#sendPending();
    this.#pipe.send(statement);
    const answers = await this.#pipe.answers();
    const failure = answers.find((each) => each.status === "rejected");
    // The first one says why; those after it, that there was one.
    if (failure !== undefined) return this.#fail(failure.reason);
    const last = answers.at(-1);
    return last?.status === "fulfilled" ? last.value : [];
  };

  #sendPending(): void {
    for (const statement of this.#pending) this.#pipe.send(statement);
    this.#pending = [];
  }

  #fail(reason: unknown): never {
    this.#failed ??= reason;
    throw toStoreError(reason, this.#place);
  }

  #refuseFailed(): void {
    if (this.#failed !== undefined) throw toStoreError(this.#failed, this.#place);
  }

  #refuseEnded(): void {
    if (!this.#ended) return;
    throw new StoreError(
      "internal",
      "A transaction was used after its work had resolved: await every call in the work.",
    );
  }
}
