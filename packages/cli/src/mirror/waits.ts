import { backoff } from "../client/patience.ts";
import type { Clock } from "../command/clock.ts";

/** What waiting takes. */
export interface WaitsOptions {
  readonly clock: Clock;
  /** At least 0 and below 1. */
  readonly random: () => number;
}

/** Waits longer after each failure in a row: a random part of a time that doubles, up to a bound. */
export class Waits {
  readonly #clock: Clock;
  readonly #random: () => number;
  #failures = 0;

  constructor({ clock, random }: WaitsOptions) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Forgets the failures: something went well. */
  reset(): void {
    this.#failures = 0;
  }

  /** Waits after a failure. Ends early, without an error, when the signal is aborted. */
  async wait(signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(backoff(this.#failures++, this.#random), signal);
  }
}
