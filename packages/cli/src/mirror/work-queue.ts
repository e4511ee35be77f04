/**
 * Items that wait to be worked on, each once. One that is added while it is worked on is worked on again afterwards, and
 * never twice at a time.
 */
export class WorkQueue<Item> {
  readonly #waiting = new Set<Item>();
  readonly #atWork = new Set<Item>();
  readonly #takers = new Set<() => void>();

  /** Adds an item, if it isn't waiting already. */
  add(item: Item): void {
    this.#waiting.add(item);
    this.#wake();
  }

  /** Whether an item waits to be worked on, or to be worked on again. */
  has(item: Item): boolean {
    return this.#waiting.has(item);
  }

  /** Whether an item is worked on now. */
  isAtWork(item: Item): boolean {
    return this.#atWork.has(item);
  }

  /** Works on items as they come, until the signal is aborted. Several may run beside each other. @param work never throws */
  async serve(work: (item: Item) => Promise<void>, signal: AbortSignal): Promise<void> {
    const wake = (): void => this.#wake();
    signal.addEventListener("abort", wake);
    while (!signal.aborted) {
      const item = this.#next();
      if (item === undefined) {
        await new Promise<void>((resolve) => this.#takers.add(resolve));
        continue;
      }
      this.#waiting.delete(item);
      this.#atWork.add(item);
      await work(item).finally(() => this.#atWork.delete(item));
      this.#wake();
    }
    signal.removeEventListener("abort", wake);
  }

  /** Waits until nothing waits and nothing is at work, or the signal is aborted. */
  async drained(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#waiting.size + this.#atWork.size > 0) {
      await new Promise<void>((resolve) => this.#takers.add(resolve));
    }
  }

  #next(): Item | undefined {
    for (const item of this.#waiting) if (!this.#atWork.has(item)) return item;
    return undefined;
  }

  #wake(): void {
    for (const resolve of this.#takers) resolve();
    this.#takers.clear();
  }
}
