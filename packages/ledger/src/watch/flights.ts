/** Lets those who want to read the same at the same time read it once. */
export class Flights {
  readonly #flights = new Map<string, Promise<unknown>>();

  /**
   * Reads, or joins a read of the same key that is under way. The key must say how new the result has to be: a read that
   * began before a change does not see it.
   */
  share<T>(key: string, read: () => Promise<T>): Promise<T> {
    const underWay = this.#flights.get(key);
    if (underWay !== undefined) return underWay as Promise<T>;
    const flight = read().finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }
}
