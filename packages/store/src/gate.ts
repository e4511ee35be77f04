import { AsyncLocalStorage } from "node:async_hooks";
import { StoreError } from "./store-error.ts";

/** Lets one piece of work through at a time, in the order in which they came. */
export class Gate {
  readonly #current = new AsyncLocalStorage<{ inside: boolean }>();
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs `work` after everything that came before has ended, however it ended.
   *
   * @throws StoreError of kind `internal` where it is called from work that is inside: that would wait for itself
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#current.getStore()?.inside === true) {
      throw new StoreError(
        "internal",
        "The work of a transaction called its own store, which waits for that work to end. Use the transaction that " +
          "the work is given.",
      );
    }
    const result = this.#last.then(() => this.#enter(work));
    this.#last = result.catch(() => {});
    return result;
  }

  /** Resolves when everything that came before has ended. */
  async idle(): Promise<void> {
    await this.#last;
  }

  async #enter<T>(work: () => Promise<T>): Promise<T> {
    // What the work starts and doesn't wait for may come again when it has ended: then it is outside.
    const place = { inside: true };
    try {
      return await this.#current.run(place, work);
    } finally {
      place.inside = false;
    }
  }
}
