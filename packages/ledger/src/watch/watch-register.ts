import { closed } from "../closed.ts";
import type { LedgerLimits } from "../limits.ts";
import type { LedgerStats } from "../ledger-stats.ts";
import { overloaded } from "../over-limit.ts";
import { WatchIterator, type WatchBody } from "./watch-iterator.ts";

/** What can be watched. */
export type WatchKind = keyof LedgerStats["watches"];

/** A watch that is open. */
type OpenWatch = Pick<WatchIterator<unknown>, "fail">;

/** When to come again where too many watches are open, in milliseconds: some may have ended by then. */
const RETRY_AFTER = 1000;

/** The watches that are open: counted, bounded, and ended together. */
export class WatchRegister {
  readonly #limits: LedgerLimits;
  readonly #open = new Map<OpenWatch, WatchKind>();
  #isClosed = false;

  constructor(limits: LedgerLimits) {
    this.#limits = limits;
  }

  /** Counts the open watches by what they watch. */
  get stats(): LedgerStats["watches"] {
    const counts = { actions: 0, windows: 0, action: 0, events: 0, runs: 0 };
    for (const kind of this.#open.values()) counts[kind] += 1;
    return counts;
  }

  /** Makes a watch. It opens when it is asked for its first frame, each time that it is iterated. */
  watch<T>(kind: WatchKind, signal: AbortSignal | undefined, body: WatchBody<T>): AsyncIterable<T> {
    return {
      [Symbol.asyncIterator]: () => {
        const iterator: WatchIterator<T> = new WatchIterator(signal, body, {
          opens: () => this.#opens(kind, iterator),
          ends: () => this.#open.delete(iterator),
        });
        return iterator;
      },
    };
  }

  /** Ends every watch with an error of kind `closed`, and opens no other. */
  close(): void {
    this.#isClosed = true;
    for (const watch of [...this.#open.keys()]) watch.fail(closed());
  }

  #opens(kind: WatchKind, watch: OpenWatch): void {
    if (this.#isClosed) throw closed();
    const count = this.#open.size + 1;
    if (count > this.#limits.openWatches) {
      throw overloaded(this.#limits, "openWatches", "Open watches", count, RETRY_AFTER);
    }
    this.#open.set(watch, kind);
  }
}
