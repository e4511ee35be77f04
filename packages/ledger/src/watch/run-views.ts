import type { RunRow, Store } from "@runledger/store";
import type { LedgerStats } from "../ledger-stats.ts";
import type { RunNews } from "../write/run-news.ts";
import { Hydrations } from "./hydrations.ts";
import { RunView } from "./run-view.ts";
import type { WatchScope } from "./watch-scope.ts";

/** What bounds the views of a ledger. */
export interface RunViewsLimits {
  /** How many bytes of views to keep that nobody watches. */
  readonly idleViewBytes: number;
  /** How many views to fill at once. */
  readonly hydrations: number;
}

/** The views of the runs that are watched, one each; and some that were, in case somebody comes back. */
export class RunViews {
  readonly #store: Store;
  readonly #idleViewBytes: number;
  readonly #hydrations: Hydrations;
  readonly #watched = new Map<number, { readonly view: RunView; uses: number }>();
  /** Those watched last come last. */
  readonly #idle = new Map<number, RunView>();

  #idleBytes = 0;

  constructor(store: Store, { hydrations, idleViewBytes }: RunViewsLimits) {
    this.#store = store;
    this.#idleViewBytes = idleViewBytes;
    this.#hydrations = new Hydrations(hydrations);
  }

  /** Counts the views, the actions in them, their memory, and how many are being filled or wait for it. */
  get stats(): LedgerStats["views"] {
    let [actions, bytes] = [0, this.#idleBytes];
    for (const { view } of this.#watched.values()) {
      actions += view.size;
      bytes += view.bytes;
    }
    for (const view of this.#idle.values()) actions += view.size;
    const { running: filling, waiting } = this.#hydrations;
    return {
      watched: this.#watched.size,
      idle: this.#idle.size,
      actions,
      bytes,
      idleBytes: this.#idleBytes,
      filling,
      waiting,
    };
  }

  /** Takes the view of a run, until the watch ends. It may lie behind: let it follow the run's pulse. */
  take(row: RunRow, scope: WatchScope): RunView {
    const entry = this.#watched.get(row.id) ?? this.#start(row);
    entry.uses += 1;
    scope.defer(() => {
      entry.uses -= 1;
      if (entry.uses > 0) return;
      this.#watched.delete(row.id);
      this.#rest(entry.view);
    });
    return entry.view;
  }

  /** Tells a run's view, if it is watched, what has changed. */
  news(news: RunNews): void {
    this.#watched.get(news.row.id)?.view.take(news);
  }

  /** Lets the view of a run that was deleted go, if nobody watches it. */
  forget(runId: number): void {
    this.#takeIdle(runId)?.abandon();
  }

  #start(row: RunRow): { readonly view: RunView; uses: number } {
    const view = this.#takeIdle(row.id) ?? new RunView(row, this.#store, this.#hydrations);
    const entry = { view, uses: 0 };
    this.#watched.set(row.id, entry);
    return entry;
  }

  #takeIdle(runId: number): RunView | undefined {
    const view = this.#idle.get(runId);
    if (view === undefined) return undefined;
    this.#idle.delete(runId);
    this.#idleBytes -= view.bytes;
    return view;
  }

  /** Keeps a view that nobody watches any more, and lets those go that nobody has watched for longest. */
  #rest(view: RunView): void {
    if (!view.isFilled || view.bytes > this.#idleViewBytes) {
      view.abandon();
      return;
    }
    this.#idle.set(view.runId, view);
    this.#idleBytes += view.bytes;
    for (const runId of this.#idle.keys()) {
      if (this.#idleBytes <= this.#idleViewBytes) return;
      this.#takeIdle(runId)?.abandon();
    }
  }
}
