/** Keeps the start of a record that the chunks so far don't hold whole, without copying it again with every chunk. */
export class Remainder {
  #bytes = new Uint8Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Appends bytes. The buffer doubles, so that a record in a thousand chunks is copied twice and not a thousand times. */
  append(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(length, this.#bytes.length * 2, 1024));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length = length;
  }

  /** Gets what is kept. Good until the next call. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
    // A single huge record must not be paid for until the end.
    if (this.#bytes.length > 1024 * 1024) this.#bytes = new Uint8Array(0);
  }
}
