import type { Clock } from "../command/clock.ts";

/** A clock that never waits: whoever sleeps on it is awake at once, and it is that much later. */
export class TestClock implements Clock {
  #now: number;
  /** How long each sleep was, in milliseconds. */
  readonly slept: number[] = [];

  constructor(now = 0) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    this.slept.push(milliseconds);
    return Promise.resolve();
  }
}
