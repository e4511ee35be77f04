/** The life of one watch: what it holds is given back the moment it ends, however it ends. */
export class WatchScope {
  readonly #disposers = new Set<() => void>();
  #hasEnded = false;

  /** Whether the watch has ended. To be asked after every wait: what it held is gone then. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /**
   * Has something done when the watch ends; at once if it has.
   *
   * @returns a function that calls it off
   */
  defer(dispose: () => void): () => void {
    if (this.#hasEnded) {
      dispose();
      return () => {};
    }
    this.#disposers.add(dispose);
    return () => this.#disposers.delete(dispose);
  }

  /** Ends the watch. Ending it again does nothing. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    for (const dispose of this.#disposers) dispose();
    this.#disposers.clear();
  }
}
