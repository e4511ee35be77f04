import type { Lifecycle } from "@runledger/lifecycle";

/** What a reader is told: an attempt, from 1, and the number of a value. */
export interface Told {
  readonly attempt: number;
  readonly value: number;
}

/** What becomes of what a reader is told. */
export type Verdict = "moved" | "updated" | "late" | "refused";

/** What a reader knows of a subject. */
export interface Known {
  /** 0 where nothing was told yet. */
  readonly attempt: number;
  /** The initial value where nothing was told yet. */
  readonly value: number;
}

/**
 * Guards one subject by any lifecycle, as the ledger guards an action by its own: whether something is taken follows from the
 * values known of its attempt and from nothing else, so the order doesn't matter. Knows of no limit of attempts, no abort and
 * no details. Source: `judge` in @runledger/state, to which a test holds it.
 */
export class Guard {
  readonly #lifecycle: Lifecycle;
  readonly #seen = new Map<number, Set<number>>();
  #known: Known;

  constructor(lifecycle: Lifecycle) {
    this.#lifecycle = lifecycle;
    this.#known = { attempt: 0, value: lifecycle.initial };
  }

  get known(): Known {
    return this.#known;
  }

  /** Tells it of a value. What is refused leaves no trace. */
  tell({ attempt, value }: Told): Verdict {
    const verdict = this.#judge(attempt, value);
    if (verdict === "refused") return verdict;
    const seen = this.#seen.get(attempt) ?? new Set();
    this.#seen.set(attempt, seen.add(value));
    if (verdict === "moved") this.#known = { attempt, value };
    return verdict;
  }

  #judge(attempt: number, value: number): Verdict {
    const lifecycle = this.#lifecycle;
    if (!lifecycle.isKnown(value) || lifecycle.isAbsent(value) || attempt < 1) return "refused";
    if (attempt > 1 && !lifecycle.canStartAttempt(value)) return "refused";
    const known = this.#known;
    if (known.attempt === 0) return "moved";
    if (attempt > known.attempt) return lifecycle.mayRetry(known.value) ? "moved" : "refused";
    if (!this.#fits(attempt, value)) return "refused";
    if (attempt < known.attempt) return lifecycle.mayRetry(value) ? "late" : "refused";
    if (value === known.value) return "updated";
    return lifecycle.reachable(known.value, value) ? "moved" : "late";
  }

  #fits(attempt: number, value: number): boolean {
    const seen = this.#seen.get(attempt) ?? [];
    return [...seen].every((other) => this.#lifecycle.comparable(other, value));
  }
}
