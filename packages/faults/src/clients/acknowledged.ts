import { once, setMaxListeners } from "node:events";

/** Counts the reports that have been acknowledged, and wakes those who wait for a number of them. */
export class Acknowledged {
  readonly #waiting = new Set<{ readonly count: number; readonly stop: AbortController }>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Counts some more. */
  add(reports: number): void {
    this.#count += reports;
    for (const waiter of [...this.#waiting]) {
      if (waiter.count > this.#count) continue;
      this.#waiting.delete(waiter);
      waiter.stop.abort();
    }
  }

  /**
   * Resolves once so many have been acknowledged, or time is up.
   *
   * @param within in milliseconds. Left out: however long it takes
   */
  async reach(count: number, signal: AbortSignal, within?: number): Promise<void> {
    if (count <= this.#count) return;
    const stop = new AbortController();
    const waiter = { count, stop };
    this.#waiting.add(waiter);
    const limits = within === undefined ? [] : [AbortSignal.timeout(within)];
    const any = AbortSignal.any([stop.signal, signal, ...limits]);
    setMaxListeners(0, signal);
    if (!any.aborted) await once(any, "abort");
    this.#waiting.delete(waiter);
    signal.throwIfAborted();
  }
}
