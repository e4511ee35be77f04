/** Lets one piece of work through at a time, in the order in which they came. */
export class Gate {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` after everything that came before has ended, however it ended. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  /** Resolves when everything that came before has ended. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
