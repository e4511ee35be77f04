import type { Clock } from "../command/clock.ts";
import { GatewayError } from "./gateway-error.ts";

/** How to try again. */
export interface RetryOptions {
  readonly clock: Clock;
  /** At least 0 and below 1. */
  readonly random: () => number;
  /** How long to go on trying, in milliseconds from the first failure. */
  readonly giveUpAfter: number;
  /** Ends the waiting: the error that is at hand is thrown then. */
  readonly signal: AbortSignal;
  /** Is told before each wait: of the error, and of how long the wait is, in milliseconds. */
  readonly onRetry?: (error: GatewayError, wait: number) => void;
}

/** The longest first wait, and the longest at all, in milliseconds. */
const firstWait = 100;
const longestWait = 5000;

/**
 * Does something until it succeeds, fails for good or has failed for too long. Waits between two tries for a random part
 * of a time that doubles ("full jitter", https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), or
 * for as long as the gateway has asked for.
 *
 * @throws the last error
 */
export async function retry<T>(action: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, random, giveUpAfter, signal, onRetry } = options;
  let failingSince: number | undefined;
  for (let tries = 0; ; tries += 1) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof GatewayError) || !error.mayPass || signal.aborted) throw error;
      failingSince ??= clock.now();
      if (clock.now() - failingSince >= giveUpAfter) throw error;
      const wait =
        error.retryAfter ?? Math.round(random() * Math.min(longestWait, firstWait * 2 ** tries));
      onRetry?.(error, wait);
      await clock.sleep(wait, signal);
      // Stopped while waiting: the last error says why there is no answer.
      if (signal.aborted) throw error;
    }
  }
}
