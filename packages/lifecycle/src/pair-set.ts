/**
 * A set of ordered pairs of the numbers 0 to size-1: one bit a pair, a row of whole words for each
 * first number. A question is two shifts and a mask, and allocates nothing.
 */
export class PairSet {
  readonly #bits: Uint32Array;
  readonly #words: number;

  constructor(size: number) {
    this.#words = (size + 31) >>> 5;
    this.#bits = new Uint32Array(size * this.#words);
  }

  /** Adds a pair. Both must be from 0 to size-1. */
  add(a: number, b: number): void {
    const word = a * this.#words + (b >>> 5);
    this.#bits[word] = (this.#bits[word] ?? 0) | (1 << (b & 31));
  }

  /** Tells whether the pair is in the set; false where one of the two is -1. */
  has(a: number, b: number): boolean {
    if (a < 0 || b < 0) return false;
    return (((this.#bits[a * this.#words + (b >>> 5)] ?? 0) >>> (b & 31)) & 1) === 1;
  }
}
