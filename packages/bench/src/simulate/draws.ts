/** Draws numbers from a seed: mulberry32 (Tommy Ettinger, public domain). */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0 and below 1. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** From an exponential distribution: the time between arrivals that have nothing to do with each other. */
  exponential(mean: number): number {
    return -Math.log(1 - this.uniform()) * mean;
  }
}
