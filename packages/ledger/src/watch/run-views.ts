import type { RunRow, Store } from "@runledger/store";
import type { RunNews } from "../write/run-news.ts";
import { RunView } from "./run-view.ts";
import type { WatchScope } from "./watch-scope.ts";

/** The views of the runs that are watched, one each; and some that were, in case somebody comes back. */
export class RunViews {
  readonly #store: Store;
  readonly #idleViews: number;
  readonly #watched = new Map<number, { readonly view: RunView; uses: number }>();
  /** Those watched last come last. */
  readonly #idle = new Map<number, RunView>();

  /** @param idleViews how many views to keep that nobody watches */
  constructor(store: Store, idleViews: number) {
    this.#store = store;
    this.#idleViews = idleViews;
  }

  /** Counts the views, and the actions in them. */
  get stats(): { readonly watched: number; readonly idle: number; readonly actions: number } {
    let actions = 0;
    for (const { view } of this.#watched.values()) actions += view.size;
    for (const view of this.#idle.values()) actions += view.size;
    return { watched: this.#watched.size, idle: this.#idle.size, actions };
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

  #start(row: RunRow): { readonly view: RunView; uses: number } {
    const view = this.#idle.get(row.id) ?? new RunView(row, this.#store);
    this.#idle.delete(row.id);
    const entry = { view, uses: 0 };
    this.#watched.set(row.id, entry);
    return entry;
  }

  #rest(view: RunView): void {
    this.#idle.set(view.runId, view);
    for (const runId of this.#idle.keys()) {
      if (this.#idle.size <= this.#idleViews) return;
      this.#idle.delete(runId);
    }
  }
}
