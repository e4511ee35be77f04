import { setTimeout as delay } from "node:timers/promises";

/** Tells the time and waits: all that the command knows of time. */
export interface Clock {
  /** In milliseconds, since 1970. */
  now(): number;
  /** Waits. Resolves early, without an error, when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};
