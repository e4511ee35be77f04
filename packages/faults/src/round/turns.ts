/** Lets what is done to one thing be done one after the other. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Does something to a thing once all that was to be done to it before has been. */
  async take(thing: string, act: () => Promise<void>): Promise<void> {
    const before = this.#last.get(thing) ?? Promise.resolve();
    const done = before.then(act);
    this.#last.set(
      thing,
      done.catch(() => {}),
    );
    await done;
  }
}
