import { ROOT_ACTION, isSettled } from "@runledger/state";
import type {
  ActionRow,
  AttemptErrorRow,
  EventRow,
  QuarantineRow,
  RunRow,
  WriteTransaction,
} from "@runledger/store";
import type { ActionCache } from "./action-cache.ts";
import { decodeAction } from "./decode-action.ts";
import type { LoadPlan } from "./load-plan.ts";
import { loadRuns } from "./load-runs.ts";
import type { QuarantineSlot } from "./quarantine-slot.ts";
import type { RunBook } from "./run-book.ts";
import type { RunNews } from "./run-news.ts";

/** What one transaction knows and changes. */
export class Workbook {
  /** The time of the transaction, in microseconds since 1970. */
  readonly now: number;
  readonly #transaction: WriteTransaction;
  readonly #runs: ReadonlyMap<string, RunBook>;
  readonly #quarantine: Omit<QuarantineRow, "id">[] = [];
  readonly #slots: QuarantineSlot[] = [];
  readonly #rows = new Map<string, RunRow>();

  private constructor(
    transaction: WriteTransaction,
    runs: ReadonlyMap<string, RunBook>,
    now: number,
  ) {
    this.#transaction = transaction;
    this.#runs = runs;
    this.now = now;
  }

  /** Locks and loads what a plan asks for. */
  static async open(
    transaction: WriteTransaction,
    plan: LoadPlan,
    cache: ActionCache,
    now: number,
  ): Promise<Workbook> {
    const runs = await loadRuns(transaction, plan, cache, now);
    return new Workbook(transaction, runs, now);
  }

  /** Gets a locked run by its name; undefined if there is none, and none was to be created. */
  run(name: string): RunBook | undefined {
    return this.#runs.get(name);
  }

  /** Keeps a refused report. The slot tells its number once the transaction is committed. */
  quarantine(row: Omit<QuarantineRow, "id">): QuarantineSlot {
    const slot = { id: 0 };
    this.#quarantine.push(row);
    this.#slots.push(slot);
    return slot;
  }

  /** Loads every action of a run that hasn't ended for good, those included that this transaction made known. */
  async loadUnfinished(book: RunBook): Promise<void> {
    for (const row of await this.#transaction.loadUnfinishedActions(book.base.id)) {
      book.load(row.name, book.get(row.name) ?? decodeAction(row));
    }
  }

  /** Loads actions of a run that aren't loaded yet. */
  async load(book: RunBook, names: Iterable<string>): Promise<void> {
    const missing = [...names].filter((name) => !book.isLoaded(name));
    if (missing.length === 0) return;
    const refs = missing.map((name) => ({ runId: book.base.id, name }));
    const rows = await this.#transaction.loadActions(refs);
    for (const [index, name] of missing.entries()) {
      const row = rows[index];
      book.load(name, row && decodeAction(row));
    }
  }

  /** Writes everything. Returns what there is to tell of each run that changed. */
  async write(): Promise<RunNews[]> {
    const runs: RunRow[] = [];
    const actions: ActionRow[] = [];
    const events: EventRow[] = [];
    const errors: AttemptErrorRow[] = [];
    const news: RunNews[] = [];
    for (const [name, book] of this.#runs) {
      if (!book.changed) continue;
      const rows = await book.rows(await this.#isSettled(book));
      runs.push(rows.run);
      this.#rows.set(name, rows.run);
      // Not push(...rows): an abort may change more actions than a call may have arguments.
      for (const action of rows.actions) actions.push(action);
      for (const event of rows.events) events.push(event);
      for (const error of rows.errors) errors.push(error);
      news.push({ book, row: rows.run, above: book.base.revision, actions: rows.actions });
    }
    if (runs.length > 0 || this.#quarantine.length > 0) {
      const quarantine = this.#quarantine;
      const written = await this.#transaction.write({ runs, actions, errors, events, quarantine });
      for (const [index, slot] of this.#slots.entries())
        slot.id = written.quarantineIds[index] ?? 0;
    }
    return news;
  }

  /** Gets a run's row as the transaction leaves it. For a job's finish: not before everything is written. */
  row(name: string): RunRow {
    const row = this.#rows.get(name) ?? this.#runs.get(name)?.base;
    if (row === undefined) throw new Error(`${name} isn't part of the transaction`);
    return row;
  }

  /** Tells whether a run has settled. Only when nothing is open any more does that need its root. */
  async #isSettled(book: RunBook): Promise<boolean> {
    if (book.openCount > 0) return false;
    await this.load(book, [ROOT_ACTION]);
    const root = book.get(ROOT_ACTION);
    return root !== undefined && isSettled(root.record, root.metadata, book.openCount);
  }
}
