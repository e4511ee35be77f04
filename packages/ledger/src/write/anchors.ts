/**
 * The actions of a run whose parents are known to lead to its root. Remembered between transactions; what one adds counts
 * for others only once it is committed.
 */
export class Anchors {
  #known: ReadonlySet<string>;
  readonly #added = new Set<string>();

  /** @param known what earlier transactions found out */
  constructor(known: ReadonlySet<string> = new Set()) {
    this.#known = known;
  }

  has(name: string): boolean {
    return this.#added.has(name) || this.#known.has(name);
  }

  add(name: string): void {
    this.#added.add(name);
  }

  /** Forgets everything: an action moves, and perhaps others with it. */
  clear(): void {
    this.#known = new Set();
    this.#added.clear();
  }

  /** What is to be remembered, after a commit: what was known, grown in place, unless it was forgotten. */
  toRemember(known: Set<string>): Set<string> {
    const all = this.#known === known ? known : new Set<string>();
    for (const name of this.#added) all.add(name);
    return all;
  }
}
