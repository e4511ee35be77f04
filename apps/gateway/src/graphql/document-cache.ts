/**
 * Keeps what was made of the documents that were seen last, for as long as their texts together have at most `capacity`
 * characters: a cache by count alone could be filled with documents of a megabyte each.
 */
export class DocumentCache<T> {
  readonly #capacity: number;
  readonly #made = new Map<string, T>();
  #characters = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Gets what was made of a document; undefined if it isn't kept. */
  get(text: string): T | undefined {
    const found = this.#made.get(text);
    if (found !== undefined) {
      // A map gives its keys in the order in which they were set: the first is the one seen longest ago.
      this.#made.delete(text);
      this.#made.set(text, found);
    }
    return found;
  }

  /** Keeps what was made of a document, and lets go of those that were seen longest ago. */
  set(text: string, made: T): void {
    if (text.length > this.#capacity) return;
    if (!this.#made.has(text)) this.#characters += text.length;
    this.#made.set(text, made);
    for (const oldest of this.#made.keys()) {
      if (this.#characters <= this.#capacity) return;
      this.#made.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}
