import type { Channel } from "../channel/channel.ts";
import {
  actionRefShape,
  actionShape,
  claimedWorkShape,
  heldWorkShape,
  workLeaseShape,
  workRefShape,
  workShape,
  reportRefShape,
  runKeyShape,
  runSeedShape,
  runShape,
  storedReportShape,
} from "../row-shapes.ts";
import type { ClaimedWork, RunRow, StoredAction, WorkRow } from "../rows.ts";
import type { SweepQuery } from "../queries.ts";
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
import { packRows } from "../table/pack-rows.ts";
import { unpackRows } from "../table/unpack-rows.ts";
import { unpackFound } from "./found.ts";
import type { LookupOperations } from "./lookup-operations.ts";
import type { Near } from "./near.ts";
import { packChanges } from "./pack-changes.ts";
import type { WriterOperations } from "./write/writer-operations.ts";

/**
 * A write transaction. There is one at a time in all the world, since one process writes and its gate lets one through. So
 * until it has written anything, every connection sees what it would see; it begins at the writer with the first thing that
 * only the writer can do, which mostly is the commit that takes along what is to be written.
 */
export class SqliteTransaction implements WriteTransaction {
  readonly #writer: Channel<WriterOperations>;
  readonly #near: Near | undefined;
  /** Whether the writer has begun, so that it alone sees what the transaction has done. */
  #begun = false;
  /** What is to be written along with the commit. */
  #pending: Changes | undefined;
  #ended = false;
  /** What went wrong in it first. A transaction in which something failed is not committed, whoever caught the error. */
  #failed: unknown;

  /** @param near what may be done in this thread, if anything */
  constructor(writer: Channel<WriterOperations>, near: Near | undefined) {
    this.#writer = writer;
    this.#near = near;
  }

  async lockRuns(seeds: readonly RunSeed[]): Promise<RunRow[]> {
    if (this.#mayLookUpNear(seeds.length)) {
      const found = await this.#lookUp("findRuns", packRows(runKeyShape, seeds));
      // A run that isn't there is created, and only the writer can do that.
      if (!found.at.includes(-1)) return unpackFound(runShape, found) as RunRow[];
    }
    return unpackRows(runShape, await this.#write("lockRuns", packRows(runSeedShape, seeds)));
  }

  async lockRun(key: RunKey): Promise<RunRow | undefined> {
    const found = await this.#lookUp("findRuns", packRows(runKeyShape, [key]));
    return unpackFound(runShape, found)[0];
  }

  async loadActions(refs: readonly ActionRef[]): Promise<(StoredAction | undefined)[]> {
    const found = await this.#lookUp("loadActions", packRows(actionRefShape, refs));
    return unpackFound(actionShape, found) as (StoredAction | undefined)[];
  }

  async loadUnfinishedActions(runId: number): Promise<StoredAction[]> {
    const table = await this.#write("loadUnfinishedActions", runId);
    return unpackRows(actionShape, table) as StoredAction[];
  }

  async loadReports(refs: readonly ReportRef[]): Promise<(Uint8Array | undefined)[]> {
    const table = await this.#lookUp("loadReports", packRows(reportRefShape, refs));
    return unpackRows(storedReportShape, table).map(({ event }) => event ?? undefined);
  }

  async loadWork(refs: readonly WorkRef[]): Promise<(WorkRow | undefined)[]> {
    if (refs.length === 0) return [];
    return unpackFound(workShape, await this.#write("loadWork", packRows(workRefShape, refs)));
  }

  async claimWork(claim: WorkClaim): Promise<ClaimedWork[]> {
    return unpackRows(claimedWorkShape, await this.#write("claimWork", claim));
  }

  async renewWork(owner: string, until: number, leases: readonly WorkLease[]): Promise<HeldWork[]> {
    const packed = packRows(workLeaseShape, leases);
    return unpackRows(heldWorkShape, await this.#write("renewWork", owner, until, packed));
  }

  async noteTaskTypes(notice: TaskTypesNotice): Promise<string[]> {
    return this.#write("noteTaskTypes", notice);
  }

  async reserveCache(place: CachePlace): Promise<CacheAnswer> {
    return this.#write("reserveCache", place);
  }

  async fillCache(place: CachePlace, entry: CacheEntry): Promise<void> {
    await this.#write("fillCache", place, entry);
  }

  async deleteRuns(runIds: readonly number[]): Promise<void> {
    await this.#write("deleteRuns", runIds);
  }

  async sweep(query: SweepQuery): Promise<number> {
    return this.#write("sweep", query);
  }

  async forgetDeletedRuns(query: SweepQuery): Promise<number> {
    return this.#write("forget", query);
  }

  async write(
    changes: Changes,
    more?: "more",
  ): Promise<{ readonly quarantineIds: readonly number[] }> {
    this.#refuseEnded();
    // Only the numbers of refused reports have to be waited for. Everything else goes with the commit, in one message.
    if (changes.quarantine.length > 0) {
      return { quarantineIds: await this.#write("write", packChanges(changes)) };
    }
    this.#flush();
    if (more === undefined) this.#pending = changes;
    else this.#writeAhead(changes);
    return { quarantineIds: [] };
  }

  /** Makes everything durable that was written. */
  async commit(): Promise<void> {
    this.#ended = true;
    if (this.#failed !== undefined) throw this.#failed;
    const changes = this.#pending;
    if (this.#begun) return this.#writer.call("commit", changes && packChanges(changes));
    if (changes === undefined) return undefined;
    this.#begun = true;
    return this.#near === undefined
      ? this.#writer.call("commit", packChanges(changes))
      : this.#near.commit(changes);
  }

  /** Takes everything back that was written. */
  async rollback(): Promise<void> {
    this.#ended = true;
    if (this.#begun) await this.#writer.call("rollback");
  }

  /** Looks rows up in this thread where that is allowed and quick, and otherwise at the writer. */
  #lookUp: Channel<LookupOperations>["call"] = async (name, ...args) => {
    this.#refuseEnded();
    const near = this.#mayLookUpNear(args[0].length) ? this.#near?.operations : undefined;
    return near === undefined ? this.#write(name, ...args) : this.#try(near.call(name, ...args));
  };

  #mayLookUpNear(rows: number): boolean {
    return !this.#begun && this.#pending === undefined && this.#near?.looksUp(rows) === true;
  }

  /** Asks the writer, after it has written what came before. */
  #write: Channel<WriterOperations>["call"] = async (name, ...args) => {
    this.#refuseEnded();
    this.#flush();
    this.#begun = true;
    return this.#try(this.#writer.call(name, ...args));
  };

  /** Has the writer write without waiting for it. Where it fails, whatever it is asked next fails as well. */
  #writeAhead(changes: Changes): void {
    this.#begun = true;
    this.#writer.tell("write", packChanges(changes));
  }

  #flush(): void {
    const pending = this.#pending;
    if (pending === undefined) return;
    this.#pending = undefined;
    this.#writeAhead(pending);
  }

  async #try<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      this.#failed ??= error;
      throw error;
    }
  }

  #refuseEnded(): void {
    if (!this.#ended) return;
    throw new StoreError(
      "internal",
      "A transaction was used after its work had resolved: await every call in the work.",
    );
  }
}
