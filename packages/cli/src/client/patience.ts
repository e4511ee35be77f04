import type { Clock } from "../command/clock.ts";
import { GatewayError } from "./gateway-error.ts";

/** How long to go on trying, and how. */
export interface PatienceOptions {
  readonly clock: Clock;
  /** At least 0 and below 1. */
  readonly random: () => number;
  /** How long to go on, in milliseconds from the first of the failures in a row. */
  readonly giveUpAfter: number;
  /** Ends the waiting: the error that is at hand is thrown then. */
  readonly signal: AbortSignal;
  /** Is told before each wait: of the error, and of how long the wait is, in milliseconds. */
  readonly onWait?: (error: GatewayError, wait: number) => void;
}

/** The longest first wait, and the longest at all, in milliseconds. */
const firstWait = 100;
const longestWait = 5000;

/**
 * Says how long to wait after so many failures before, in milliseconds: a random part of a time that doubles ("full jitter",
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export function backoff(failures: number, random: () => number): number {
  return Math.round(random() * Math.min(longestWait, firstWait * 2 ** failures));
}

/**
 * Decides after each failure whether to try again, and waits before it: with `backoff`, or for as long as the gateway has asked
 * for.
 */
export class Patience {
  readonly #options: PatienceOptions;
  #failures = 0;
  #since = 0;

  constructor(options: PatienceOptions) {
    this.#options = options;
  }

  /** Forgets the failures so far: something went well. */
  reset(): void {
    this.#failures = 0;
  }

  /**
   * Waits until it is time to try again.
   *
   * @throws the error, if trying again won't help, has not helped for too long, or isn't wanted any more
   */
  async wait(error: unknown): Promise<void> {
    const { clock, random, giveUpAfter, signal, onWait } = this.#options;
    if (!(error instanceof GatewayError) || !error.mayPass || signal.aborted) throw error;
    if (this.#failures === 0) this.#since = clock.now();
    else if (clock.now() - this.#since >= giveUpAfter) throw error;
    const wait = error.retryAfter ?? backoff(this.#failures, random);
    this.#failures += 1;
    onWait?.(error, wait);
    await clock.sleep(wait, signal);
    // Ended while waiting: the last error says why there is no answer.
    if (signal.aborted) throw error;
  }
}
