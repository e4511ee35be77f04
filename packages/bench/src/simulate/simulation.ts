/** Something that is to happen, and when. In seconds of virtual time. */
interface Happening {
  readonly at: number;
  readonly act: () => void;
}

/**
 * Virtual time: lets things happen in the order of their times, one after the other, and sleeps for none of them. What is to
 * happen at the same time happens in the order in which it was asked for.
 */
export class Simulation {
  /** A binary heap: whatever is at 2i+1 and 2i+2 comes later than what is at i. */
  readonly #heap: (Happening & { readonly turn: number })[] = [];
  #turn = 0;
  #now = 0;

  /** The virtual time, in seconds from the beginning. */
  get now(): number {
    return this.#now;
  }

  /** Has something happen after a while, in seconds. */
  after(delay: number, act: () => void): void {
    const heap = this.#heap;
    heap.push({ at: this.#now + delay, turn: this.#turn, act });
    this.#turn += 1;
    for (let at = heap.length - 1; at > 0;) {
      const above = (at - 1) >> 1;
      if (this.#isBefore(above, at)) return;
      this.#swap(at, above);
      at = above;
    }
  }

  /** Lets everything happen up to a time, in seconds. */
  run(until: number): void {
    for (;;) {
      const [first] = this.#heap;
      if (first === undefined || first.at > until) break;
      this.#removeFirst();
      this.#now = first.at;
      first.act();
    }
    this.#now = until;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const next = right < heap.length && this.#isBefore(right, left) ? right : left;
      if (this.#isBefore(at, next)) return;
      this.#swap(at, next);
      at = next;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) throw new RangeError("outside of the heap");
    return one.at === other.at ? one.turn < other.turn : one.at < other.at;
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) throw new RangeError("outside of the heap");
    this.#heap[a] = other;
    this.#heap[b] = one;
  }
}
