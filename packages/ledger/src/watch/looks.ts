/**
 * Looks when it is told to, once at a time: what it is told while it looks is worth one more look, however much it is. A look
 * that fails is left to the next poll.
 */
export class Looks {
  readonly #work: () => Promise<unknown>;
  #looking = false;
  #again = false;
  #stopped = false;

  constructor(work: () => Promise<unknown>) {
    this.#work = work;
  }

  /** Looks as soon as it can. */
  look(): void {
    if (this.#stopped) return;
    if (this.#looking) this.#again = true;
    else void this.#look();
  }

  /** Looks no more. */
  stop(): void {
    this.#stopped = true;
  }

  async #look(): Promise<void> {
    this.#looking = true;
    do {
      this.#again = false;
      try {
        await this.#work();
      } catch {
        // The next poll looks again.
      }
    } while (this.#again && !this.#stopped);
    this.#looking = false;
  }
}
