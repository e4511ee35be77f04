import { ROOT_ACTION, isSettled } from "@runledger/state";
import type {
  AttemptErrorRow,
  Changes,
  EntityRow,
  EventRow,
  QuarantineRow,
  RunRow,
  StoredAction,
  WriteTransaction,
} from "@runledger/store";
import type { ActionCache } from "./action-cache.ts";
import { breathe, isTimeToBreathe } from "../breathe.ts";
import { decodeAction } from "./decode-action.ts";
import type { NewEntity } from "../entity.ts";
import type { LoadPlan } from "./load-plan.ts";
import { loadRuns } from "./load-runs.ts";
import type { QuarantineSlot } from "./quarantine-slot.ts";
import type { RunBook, RunRows } from "./run-book.ts";
import type { RunNews } from "./run-news.ts";

/** After how many reports what they changed is given to the store: enough to be worth a message to its thread. */
const PART = 125;

/** The same of the first ones: until then its thread has nothing to do. */
const FIRST_PART = 40;

/** How many reports there must be to be written in parts. Fewer are written by this thread as soon as by the other. */
const PARTED = 150;

const nothing: Changes = { runs: [], actions: [], events: [], errors: [], quarantine: [] };

/** What one transaction knows and changes. */
export class Workbook {
  /** The time of the transaction, in microseconds since 1970. */
  readonly now: number;
  readonly #transaction: WriteTransaction;
  readonly #runs: ReadonlyMap<string, RunBook>;
  readonly #quarantine: Omit<QuarantineRow, "id">[] = [];
  readonly #slots: QuarantineSlot[] = [];
  readonly #entities: Omit<EntityRow, "id">[] = [];
  readonly #rows = new Map<string, RunRow>();
  readonly #reports: number;
  #folded = 0;

  private constructor(
    transaction: WriteTransaction,
    runs: ReadonlyMap<string, RunBook>,
    now: number,
    reports: number,
  ) {
    this.#reports = reports;
    this.#transaction = transaction;
    this.#runs = runs;
    this.now = now;
  }

  /**
   * Locks and loads what a plan asks for.
   *
   * @param reports how many reports are to be folded, about
   */
  static async open(
    transaction: WriteTransaction,
    plan: LoadPlan,
    cache: ActionCache,
    now: number,
    reports: number,
  ): Promise<Workbook> {
    const runs = await loadRuns(transaction, plan, cache, now);
    return new Workbook(transaction, runs, now, reports);
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

  /** Registers something along with what changes, in place of what stands under its name. */
  register(entity: NewEntity): void {
    const { now } = this;
    this.#entities.push({ ...entity, state: 0, createdAt: now, updatedAt: now });
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

  /** Counts a report that was folded. Tells whether so many have come together that they are worth writing. */
  isTimeToWrite(): boolean {
    this.#folded += 1;
    if (this.#reports < PARTED) return false;
    return this.#folded === FIRST_PART || this.#folded % PART === 0;
  }

  /** Gives the store what has changed so far, which may write it while the next reports are folded. */
  async writePart(): Promise<void> {
    await this.#transaction.write({ ...nothing, ...(await this.#takeChanges()) }, "more");
    if (isTimeToBreathe(this.#folded)) await breathe();
  }

  /** Writes the rest. Returns what there is to tell of each run that changed. */
  async write(): Promise<RunNews[]> {
    const changes = await this.#takeChanges();
    const news: RunNews[] = [];
    for (const [name, book] of this.#runs) {
      if (!book.changed) continue;
      const row = book.runRow(await this.#isSettled(book));
      this.#rows.set(name, row);
      news.push({ book, row, above: book.base.revision, actions: book.writtenActions() });
    }
    const quarantine = this.#quarantine;
    const work = this.#workChanges();
    if (news.length > 0 || quarantine.length > 0 || work !== undefined) {
      const runs = news.map(({ row }) => row);
      const { quarantineIds } = await this.#transaction.write({
        ...changes,
        runs,
        quarantine,
        entities: this.#entities,
        ...work,
      });
      for (const [index, slot] of this.#slots.entries()) slot.id = quarantineIds[index] ?? 0;
    }
    return news;
  }

  /** What changes of the work of all runs; undefined if nothing does. */
  #workChanges(): Pick<Changes, "work" | "workDone" | "workDue"> | undefined {
    const all = Array.from(this.#runs.values(), ({ work }) => work.changes);
    const work = all.flatMap((each) => each.work);
    const workDone = all.flatMap((each) => each.workDone);
    const workDue = all.flatMap((each) => each.workDue);
    const some = work.length + workDone.length + workDue.length > 0;
    return some ? { work, workDone, workDue } : undefined;
  }

  async #takeChanges(): Promise<RunRows> {
    const actions: StoredAction[] = [];
    const events: EventRow[] = [];
    const errors: AttemptErrorRow[] = [];
    for (const book of this.#runs.values()) {
      const rows = await book.takeRows();
      // Not push(...rows): an abort may change more actions than a call may have arguments.
      for (const action of rows.actions) actions.push(action);
      for (const event of rows.events) events.push(event);
      for (const error of rows.errors) errors.push(error);
    }
    return { actions, events, errors };
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
