/** Tells the time and calls back after a while: all that the ledger knows of time. Tests pass their own. */
export interface Clock {
  /** The time now, in whole microseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /**
   * Calls back once after `milliseconds`. A pending call must not keep the process alive.
   *
   * @returns A function that calls it off. Calling it off twice, or too late, does nothing.
   */
  after(milliseconds: number, callback: () => void): () => void;
}
