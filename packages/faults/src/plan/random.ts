/**
 * Draws numbers that are the same for the same seed: mulberry32 (Tommy Ettinger, public domain). Everything that a plan
 * chooses is drawn from one of these, so that a seed is a plan.
 */
export class Random {
  #state: number;

  /** @param seed a whole number from 0 to 2^32 - 1 */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Draws a number of at least 0 and below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** Draws a whole number of at least 0 and below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** Draws a whole number from `first` to `last`, both included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  /** Says yes as often as `probability` says. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /**
   * Draws one of a list.
   *
   * @throws RangeError if there is none
   */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError("There is nothing to pick from.");
    return list[this.below(list.length)] as T;
  }

  /** Copies a list in another order, in which nothing has moved by more than about `reach` places. */
  stir<T>(list: readonly T[], reach: number = list.length): T[] {
    const keyed = list.map((value, place) => ({ value, key: place + this.next() * reach }));
    return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
  }

  /** Begins a sequence of its own, so that more draws here change nothing there. */
  fork(): Random {
    return new Random(Math.floor(this.next() * 0x1_0000_0000));
  }
}
