/** Does one thing after the other, in the order in which they were asked for. */
export class InTurn {
  #last: Promise<unknown> = Promise.resolve();

  do<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    // Who asked hears of it; the next one is to be done all the same.
    this.#last = done.catch(() => undefined);
    return done;
  }
}
