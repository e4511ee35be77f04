import type { RunIdentifier } from "@runledger/proto";
import { ActionTree, actionPhaseLifecycle, type TreeFilter } from "@runledger/state";
import type { RunRow, Store } from "@runledger/store";
import { toRunIdentifier } from "../read/to-run.ts";
import type { RunNews } from "../write/run-news.ts";
import type { RunPulse } from "./run-pulse.ts";
import type { Step } from "./step.ts";
import { searchedText, toViewAction, type ViewAction } from "./view-action.ts";

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
  readonly #tree = new ActionTree<ViewAction>(actionPhaseLifecycle, { text: searchedText });
  readonly #steps = new Map<string, { deref(): Step | undefined }>();
  #isFilled = false;
  #reading: Promise<void> | undefined;

  constructor(row: RunRow, store: Store) {
    this.runId = row.id;
    this.run = toRunIdentifier(row);
    this.#store = store;
  }

  /** The revision that the view is at. */
  get revision(): number {
    return this.#tree.revision;
  }

  /** How many actions it holds. */
  get size(): number {
    return this.#tree.size;
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

  /** Reads the run's rows until the view is where the pulse is, at least, and the pulse where the view is. */
  async follow(pulse: RunPulse): Promise<void> {
    for (;;) {
      // While it is being filled it is at no revision that could be shown.
      await this.#reading;
      const before = this.revision;
      if (before < pulse.revision) {
        this.#reading ??= this.#read().finally(() => {
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

  /** Lists what is to be shown. */
  snapshot(filter: TreeFilter): Step {
    return this.#step(`= ${filter.key}`, () => this.#tree.snapshot(filter));
  }

  /** Lists what changed above a revision. */
  changes(above: number, filter: TreeFilter): Step {
    return this.#step(`${above} ${filter.key}`, () => this.#tree.changedSince(above, filter));
  }

  /** Lists a step once for all watches that take it at this revision. */
  #step(key: string, list: () => Iterable<Step["changes"][number]>): Step {
    const known = this.#steps.get(key)?.deref();
    if (known !== undefined) return known;
    const step = { revision: this.revision, changes: [...list()], total: this.size };
    const isSmall = step.changes.length <= SMALL_STEP;
    this.#steps.set(key, isSmall ? { deref: () => step } : new WeakRef(step));
    return step;
  }

  async #read(): Promise<void> {
    const rows: ViewAction[] = [];
    for (let above = this.revision; ;) {
      const page = await this.#store.actionsChanged({ runId: this.runId, above, limit: LOG_PAGE });
      for (const row of page) rows.push(toViewAction(row));
      above = page.at(-1)?.revision ?? above;
      // Nobody has been told anything of a view that is being filled, so its pages need not be held together.
      if (!this.#isFilled) this.#apply(rows.splice(0));
      if (page.length < LOG_PAGE) break;
    }
    this.#apply(rows);
    this.#isFilled = true;
  }

  #apply(rows: ViewAction[]): void {
    this.#steps.clear();
    this.#tree.apply(rows);
  }
}
