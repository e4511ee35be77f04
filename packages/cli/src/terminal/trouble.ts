import type { GatewayError } from "../client/gateway-error.ts";
import type { Clock } from "../command/clock.ts";
import { formatDuration } from "./format.ts";
import type { Progress } from "./progress.ts";

/** How often it is told at most, in milliseconds. */
const tellEvery = 2000;

/** Tells of what is being tried again, and counts it. Batches on their way meet the same trouble: it is told once for all. */
export class Trouble {
  readonly #progress: Progress;
  readonly #clock: Clock;
  #toldAt = -Infinity;
  #retries = 0;

  constructor(progress: Progress, clock: Clock) {
    this.#progress = progress;
    this.#clock = clock;
  }

  /** How often something was tried again. */
  get retries(): number {
    return this.#retries;
  }

  /** Hears of an error, and of how long it is until the next try, in milliseconds. */
  readonly hear = (error: GatewayError, wait: number): void => {
    this.#retries += 1;
    if (this.#clock.now() - this.#toldAt < tellEvery) return;
    this.#toldAt = this.#clock.now();
    this.#progress.line(`${error.message}; trying again in ${formatDuration(wait)}`);
  };
}
