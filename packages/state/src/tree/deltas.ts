import { type Floats, type Ints, grown } from "./column.ts";

/** The revision of a delta that changes nothing. Revisions start at 1. */
export const UNCHANGED = 0;

/** A scratch buffer that has grown beyond this many numbers is given back after the batch. */
const KEPT = 1 << 16;

/**
 * The differences that a batch makes on its way up the tree. A delta is a list of numbers (the
 * phases' counts, then one for each filter) with the greatest revision of what makes it. Slots are
 * numbered from 0 and live as long as the batch.
 */
export class Deltas {
  width = 0;
  #values: Ints = new Int32Array(0);
  #revisions: Floats = new Float64Array(0);
  #length = 0;

  /** Forgets all slots; those to come hold so many numbers. */
  reset(width: number): void {
    this.width = width;
    this.#length = 0;
  }

  /** Gives back the memory that a large batch took, and forgets all slots. */
  giveBack(): void {
    this.#length = 0;
    if (this.#values.length <= KEPT) return;
    this.#values = new Int32Array(0);
    this.#revisions = new Float64Array(0);
  }

  /** Gives a new slot, of zeros. */
  add(): number {
    const slot = this.#length++;
    const start = slot * this.width;
    if (start + this.width > this.#values.length) {
      const slots = Math.max(64, this.#length + (slot >>> 1));
      this.#values = grown(this.#values, new Int32Array(slots * this.width));
      this.#revisions = grown(this.#revisions, new Float64Array(slots));
    }
    this.#values.fill(0, start, start + this.width);
    this.#revisions[slot] = UNCHANGED;
    return slot;
  }

  /** Adds a number at one place of a slot. */
  bump(slot: number, index: number, by: number): void {
    this.#values[slot * this.width + index]! += by;
  }

  /** Changes the signs of a slot's numbers. */
  negate(slot: number): void {
    const end = (slot + 1) * this.width;
    for (let i = slot * this.width; i < end; i++) this.#values[i] = -this.#values[i]!;
  }

  /** Adds numbers, from `from` on, to the first ones of a slot. */
  addNumbers(slot: number, numbers: Int32Array, from: number, length: number): void {
    const start = slot * this.width;
    for (let i = 0; i < length; i++) this.#values[start + i]! += numbers[from + i]!;
  }

  /** Notes that the slot's difference was made at this revision, if at no later one. */
  date(slot: number, revision: number): void {
    if (revision > this.#revisions[slot]!) this.#revisions[slot] = revision;
  }

  /** Adds one slot to another. */
  merge(from: number, to: number): void {
    this.addNumbers(to, this.#values, from * this.width, this.width);
    this.date(to, this.#revisions[from]!);
  }

  /**
   * Adds a slot to numbers held outside, and returns the greater of the slot's revision and the
   * given one.
   */
  addTo(numbers: Int32Array, slot: number, revision: number): number {
    const start = slot * this.width;
    for (let i = 0; i < this.width; i++) numbers[i]! += this.#values[start + i]!;
    return Math.max(revision, this.#revisions[slot]!);
  }
}
