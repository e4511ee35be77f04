/** When so many are kept, the older half is forgotten. */
const MOST = 1 << 14;

/**
 * Remembers which revisions a tree has handed out: those at which it stood with every row that the
 * run had then, so that what was visible is known exactly. At others it may have been half filled,
 * or in the middle of a batch; who holds one of those has it from another tree of the run.
 */
export class ToldRevisions {
  readonly #revisions: number[] = [];

  /** The latest one; 0 for none. */
  get latest(): number {
    return this.#revisions.at(-1) ?? 0;
  }

  /** Adds a revision, which is none below those added before. */
  add(revision: number): void {
    if (this.latest === revision) return;
    if (this.#revisions.length === MOST) this.#revisions.splice(0, MOST / 2);
    this.#revisions.push(revision);
  }

  /**
   * Tells whether a revision was handed out, and not so many others after it that it is forgotten.
   */
  has(revision: number): boolean {
    let low = 0;
    let high = this.#revisions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#revisions[middle]! < revision) low = middle + 1;
      else high = middle;
    }
    return this.#revisions[low] === revision;
  }
}
