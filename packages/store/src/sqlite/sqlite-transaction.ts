import type { Channel } from "../channel/channel.ts";
import {
  actionColumns,
  actionRefColumns,
  errorColumns,
  eventColumns,
  quarantineColumns,
  reportRefColumns,
  runColumns,
  runSeedColumns,
  storedReportColumns,
} from "../row-columns.ts";
import type { RunRow, StoredAction } from "../rows.ts";
import { StoreError } from "../store-error.ts";
import type { ActionRef, Changes, ReportRef, RunKey, RunSeed, WriteTransaction } from "../store.ts";
import { packRows } from "../table/pack-rows.ts";
import { unpackRows } from "../table/unpack-rows.ts";
import { unpackFound } from "./unpack-found.ts";
import type { WriterOperations } from "./write/writer-operations.ts";

/** A write transaction, which begins with its first question. */
export class SqliteTransaction implements WriteTransaction {
  readonly #writer: Channel<WriterOperations>;
  #ended = false;
  /** What went wrong in it first. A transaction in which something failed is not committed, whoever caught the error. */
  #failed: unknown;

  constructor(writer: Channel<WriterOperations>) {
    this.#writer = writer;
  }

  async lockRuns(seeds: readonly RunSeed[]): Promise<RunRow[]> {
    return unpackRows(runColumns, await this.#call("lockRuns", packRows(runSeedColumns, seeds)));
  }

  async lockRun({ project, domain, name }: RunKey): Promise<RunRow | undefined> {
    const [row] = unpackRows(runColumns, await this.#call("lockRun", { project, domain, name }));
    return row;
  }

  async loadActions(refs: readonly ActionRef[]): Promise<(StoredAction | undefined)[]> {
    return unpackFound(await this.#call("loadActions", packRows(actionRefColumns, refs)));
  }

  async loadUnfinishedActions(runId: number): Promise<StoredAction[]> {
    const table = await this.#call("loadUnfinishedActions", runId);
    return unpackRows(actionColumns, table) as StoredAction[];
  }

  async loadReports(refs: readonly ReportRef[]): Promise<(Uint8Array | undefined)[]> {
    const table = await this.#call("loadReports", packRows(reportRefColumns, refs));
    return unpackRows(storedReportColumns, table).map(({ event }) => event ?? undefined);
  }

  async write(changes: Changes): Promise<{ readonly quarantineIds: readonly number[] }> {
    const quarantineIds = await this.#call("write", {
      runs: packRows(runColumns, changes.runs),
      actions: packRows(actionColumns, changes.actions),
      errors: packRows(errorColumns, changes.errors),
      events: packRows(eventColumns, changes.events),
      quarantine: packRows(quarantineColumns, changes.quarantine),
    });
    return { quarantineIds };
  }

  /** Makes everything durable that was written. */
  async commit(): Promise<void> {
    this.#ended = true;
    if (this.#failed !== undefined) throw this.#failed;
    await this.#writer.call("commit");
  }

  /** Takes everything back that was written. */
  async rollback(): Promise<void> {
    this.#ended = true;
    await this.#writer.call("rollback");
  }

  #call: Channel<WriterOperations>["call"] = async (name, ...args) => {
    if (this.#ended) {
      throw new StoreError(
        "internal",
        `${name} was called on a transaction that has ended: await it in the work.`,
      );
    }
    try {
      return await this.#writer.call(name, ...args);
    } catch (error) {
      this.#failed ??= error;
      throw error;
    }
  };
}
