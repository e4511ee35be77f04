import type { RunIdentifier } from "@runledger/proto";
import {
  ActionTree,
  actionPhaseLifecycle,
  type TreeFilter,
  type TreeRows,
  type TreeRowsSpec,
} from "@runledger/state";
import type { RunRow, Store } from "@runledger/store";
import { toRunIdentifier } from "../read/to-run.ts";
import type { RunNews } from "../write/run-news.ts";
import type { Hydrations } from "./hydrations.ts";
import { KeptOrders } from "./kept-orders.ts";
import type { RunPulse } from "./run-pulse.ts";
import type { Step } from "./step.ts";
import {
  keptAction,
  searchedText,
  sizeOf,
  toViewAction,
  type ViewAction,
  viewColumns,
  type ViewRow,
} from "./view-action.ts";
import type { Window } from "./window.ts";

/** How many rows of the log are read at a time. */
const LOG_PAGE = 2000;

/** How many actions a step may have to be kept until the next change. A larger one is kept while some watch needs it. */
const SMALL_STEP = 1000;

/**
 * One run's actions as a tree in memory, shared by all who watch them. It is filled from the run's rows and follows them
 * by revision; a watch holds nothing of it but a revision and a filter.
 */
export class RunView {
  readonly runId: number;
  readonly run: RunIdentifier;
  readonly #store: Store;
  readonly #hydrations: Hydrations;
  readonly #tree = new ActionTree<ViewAction>(actionPhaseLifecycle, { text: searchedText });
  readonly #orders = new KeptOrders(this.#tree);
  readonly #windows = new Map<string, Map<Window | undefined, Window>>();
  readonly #steps = new Map<string, { deref(): Step | undefined }>();
  #isFilled = false;
  #isAbandoned = false;
  #bytes = 0;
  #reading: Promise<void> | undefined;

  constructor(row: RunRow, store: Store, hydrations: Hydrations) {
    this.runId = row.id;
    this.run = toRunIdentifier(row);
    this.#store = store;
    this.#hydrations = hydrations;
  }

  /** The revision that the view is at. */
  get revision(): number {
    return this.#tree.revision;
  }

  /** How many actions it holds. */
  get size(): number {
    return this.#tree.size;
  }

  /** About how much memory it takes, in bytes. */
  get bytes(): number {
    return this.#bytes + this.#orders.bytes;
  }

  /** Whether it has been filled once: from then on it only follows. */
  get isFilled(): boolean {
    return this.#isFilled;
  }

  /** Says that nobody wants it any more: what is being read for it isn't read on. */
  abandon(): void {
    this.#isAbandoned = true;
  }

  /** Takes a filter into use, until it is released. */
  filter(spec: {
    readonly phases?: readonly number[];
    readonly nameContains?: string;
  }): TreeFilter {
    return this.#tree.filter(spec);
  }

  /**
   * Takes what a transaction of this very process changed, if the view stands where that began: the same rows that it
   * would read otherwise. In any other case it does nothing.
   */
  take(news: RunNews): void {
    if (this.#reading !== undefined || this.revision !== news.above) return;
    this.#apply(news.actions.map(toViewAction));
    this.#isFilled = true;
  }

  /** Whether there is nothing to follow: the view is filled and where the pulse is. */
  isWith(pulse: RunPulse): boolean {
    return this.#reading === undefined && this.revision === pulse.revision && !pulse.isDeleted;
  }

  /**
   * Reads the run's rows until the view is where the pulse is, at least, and the pulse where the view is.
   *
   * @throws LedgerError of kind `deleted` once the run is known to be: its rows go from the last one down
   */
  async follow(pulse: RunPulse): Promise<void> {
    for (;;) {
      pulse.refuseDeleted();
      // While it is being filled it is at no revision that could be shown.
      await this.#reading;
      const before = this.revision;
      if (before < pulse.revision) {
        this.#reading ??= this.#catchUp().finally(() => {
          this.#reading = undefined;
        });
        await this.#reading;
      } else if (before > pulse.revision) {
        await pulse.refresh();
      } else {
        return;
      }
      // A store that lags behind what it told of the run: the next wake-up goes on.
      if (this.revision === before && before !== pulse.revision) return;
    }
  }

  /** Numbers the rows that its actions take, until they are released. What is sorted for it is kept for a while longer. */
  rows(spec: TreeRowsSpec<ViewAction>): TreeRows<ViewAction> {
    return this.#orders.rows(spec);
  }

  /** Makes a window once for all watches that show the same, and have come to it from the same. */
  window(key: string, before: Window | undefined, make: () => Window): Window {
    const windows = this.#windows.get(key) ?? new Map<Window | undefined, Window>();
    this.#windows.set(key, windows);
    const known = windows.get(before);
    if (known !== undefined) return known;
    const made = make();
    windows.set(before, made);
    return made;
  }

  /** Lists what is to be shown. */
  snapshot(filter: TreeFilter): Step {
    return this.#step(`= ${filter.key}`, filter, () => this.#tree.snapshot(filter));
  }

  /** Lists what changed above a revision. */
  changes(above: number, filter: TreeFilter): Step {
    return this.#step(`${above} ${filter.key}`, filter, () =>
      this.#tree.changedSince(above, filter),
    );
  }

  /** Lists a step once for all watches that take it at this revision. */
  #step(key: string, filter: TreeFilter, list: () => Iterable<Step["changes"][number]>): Step {
    const known = this.#steps.get(key)?.deref();
    if (known !== undefined) return known;
    const step = {
      revision: this.revision,
      changes: [...list()],
      shown: filter.shown,
      total: this.size,
      digest: this.#tree.digest(filter).toBytes(),
    };
    const isSmall = step.changes.length <= SMALL_STEP;
    this.#steps.set(key, isSmall ? { deref: () => step } : new WeakRef(step));
    return step;
  }

  async #catchUp(): Promise<void> {
    if (this.#isFilled) await this.#read();
    else await this.#hydrations.fill(() => this.#read());
  }

  async #read(): Promise<void> {
    const rows: ViewAction[] = [];
    // The rows of a page share its bytes. While a view is filled most of them stay; later a page may be kept for one row.
    const toAction = this.#isFilled ? keptAction : toViewAction;
    let page = this.#isAbandoned ? undefined : this.#readPage(this.revision);
    while (page !== undefined) {
      const read = await page;
      const last = read.length === LOG_PAGE && !this.#isAbandoned ? read.at(-1) : undefined;
      // The store reads the next page while this one goes into the tree.
      page = last && this.#readPage(last.revision);
      for (const row of read) rows.push(toAction(row));
      // Nobody has been told anything of a view that is being filled, so its pages need not be held together.
      if (!this.#isFilled) this.#apply(rows.splice(0));
    }
    this.#apply(rows);
    this.#isFilled = !this.#isAbandoned;
  }

  #readPage(above: number): Promise<ViewRow[]> {
    const query = { runId: this.runId, columns: viewColumns, above, limit: LOG_PAGE };
    const page = this.#store.actionsChanged(query);
    // It is waited for soon; what it fails with is told then.
    page.catch(() => {});
    return page;
  }

  #apply(rows: ViewAction[]): void {
    this.#steps.clear();
    this.#windows.clear();
    for (const row of rows) {
      const known = this.#tree.get(row.name);
      this.#bytes += sizeOf(row) - (known === undefined ? 0 : sizeOf(known));
    }
    this.#tree.apply(rows);
  }
}
