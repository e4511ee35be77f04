import type { Clock } from "@runledger/ledger";
import type { Store } from "@runledger/store";
import { toLeased } from "./book/store-book.ts";
import type { Leased, Leasing } from "./book/work-book.ts";

/** How often a worker says what it takes and looks for what nobody takes, in milliseconds, at most. */
const INTERVAL = 10_000;

/** For how long a task type counts as taken after the last word of a worker that takes it, in microseconds: a week. */
const REMEMBERED = 7 * 86_400_000_000;

/** How much work is had at once that nobody takes. */
const MOST = 16;

/** What is to be known of a worker that leaves unknown task types alone. */
export interface StrayWorkOptions {
  readonly store: Pick<Store, "transact">;
  readonly clock: Pick<Clock, "now">;
  /** What it takes. */
  readonly taskTypes: readonly string[];
  /** What needs no plugin. */
  readonly forAnyWorker: readonly string[];
  /** How long work waits, in milliseconds, until it is looked at whether anybody takes it. */
  readonly grace: number;
}

/**
 * Finds work whose task type no worker on the database takes, nor has taken lately: it would wait for ever. Each worker says what
 * it takes. Those that are away for a while still count.
 */
export class StrayWork {
  readonly #options: StrayWorkOptions;
  #known: readonly string[];
  #nextAt = 0;

  constructor(options: StrayWorkOptions) {
    this.#options = options;
    this.#known = options.taskTypes;
  }

  /** The task types that some worker takes. */
  get knownTaskTypes(): readonly string[] {
    return this.#known;
  }

  /** Leases work that nobody takes; none where it has looked a moment ago. */
  async claim({ lease, owner }: Leasing): Promise<Leased[]> {
    const { clock, forAnyWorker, grace, store, taskTypes } = this.#options;
    const now = clock.now();
    if (now < this.#nextAt) return [];
    this.#nextAt = now + Math.min(INTERVAL, grace) * 1000;
    return store.transact(async (transaction) => {
      const since = now - REMEMBERED;
      this.#known = await transaction.noteTaskTypes({ taskTypes, now, since });
      const claimed = await transaction.claimWork({
        owner,
        until: now + lease,
        now: now - grace * 1000,
        limit: MOST,
        exceptTaskTypes: [...this.#known, ...forAnyWorker],
      });
      return claimed.map(toLeased);
    });
  }
}
