import type { FollowedRun } from "./followed-run.ts";
import { keepWatching } from "./keep-watching.ts";
import type { Upstream } from "./upstream.ts";
import type { WaitsOptions } from "./waits.ts";

/** What watching runs takes. */
export interface RunWatchesOptions extends WaitsOptions {
  readonly upstream: Upstream;
  /** How many runs may be watched at a time; the others are looked at when upstream is listed. */
  readonly watches: number;
}

/** Who hears of what the watches say. */
export interface RunWatchesListener {
  /** Whether a run is still to be watched. */
  readonly isOpen: (run: FollowedRun) => boolean;
  /** Some of its actions may have changed. */
  readonly onHint: (run: FollowedRun) => void;
  /** Anything of it may have changed. */
  readonly onCut: (run: FollowedRun) => void;
  readonly onTrouble: (error: unknown) => void;
}

/** Watches open runs, so many at a time. */
export class RunWatches {
  readonly #options: RunWatchesOptions;
  readonly #listener: RunWatchesListener;
  readonly #watched = new Set<FollowedRun>();

  constructor(options: RunWatchesOptions, listener: RunWatchesListener) {
    this.#options = options;
    this.#listener = listener;
  }

  /** Watches a run while it is open, unless it is watched, or no watch is to spare. */
  add(run: FollowedRun, signal: AbortSignal): void {
    const { upstream, watches, clock, random } = this.#options;
    const { isOpen, onHint, onCut, onTrouble } = this.#listener;
    if (this.#watched.has(run) || this.#watched.size >= watches) return;
    this.#watched.add(run);
    const ended = new AbortController();
    const until = AbortSignal.any([signal, ended.signal]);
    const ifOpen = (then: () => void): void => (isOpen(run) ? then() : ended.abort());
    const watching = keepWatching(
      {
        clock,
        random,
        open: () => upstream.watchActions(run.id, until),
        hear: (actions) => ifOpen(() => run.hint(actions) && onHint(run)),
        again: () => ifOpen(() => onCut(run)),
        onTrouble,
      },
      until,
    );
    void watching.finally(() => this.#watched.delete(run));
  }
}
