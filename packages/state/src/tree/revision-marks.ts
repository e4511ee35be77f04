/** When more marks than this are kept, the older half is forgotten. */
const MOST = 1 << 14;

/**
 * Remembers at which revisions a batch ended: only what was visible then is known exactly. A revision in the middle of a
 * batch may have been handed out by another tree of the same run that cut its batches elsewhere.
 */
export class RevisionMarks {
  readonly #revisions: number[] = [0];

  /** Marks a revision, which is none below those marked before. */
  add(revision: number): void {
    if (this.#revisions.at(-1) === revision) return;
    if (this.#revisions.length === MOST) this.#revisions.splice(0, MOST / 2);
    this.#revisions.push(revision);
  }

  /** Takes back the marks at this revision and above. */
  removeFrom(revision: number): void {
    this.#revisions.splice(this.#lowerBound(revision));
  }

  /** Tells whether a revision is marked. */
  has(revision: number): boolean {
    return this.#revisions[this.#lowerBound(revision)] === revision;
  }

  #lowerBound(revision: number): number {
    let low = 0;
    let high = this.#revisions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#revisions[middle]! < revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
