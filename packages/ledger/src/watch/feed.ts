import type { Clock } from "../clock.ts";
import { Bell } from "./bell.ts";
import { poll } from "./poll.ts";
import type { WatchScope } from "./watch-scope.ts";

/**
 * Tells watches over many runs that some run may have changed: whenever this ledger wrote, whenever another
 * process hints at it, and at every poll.
 */
export class Feed {
  readonly #clock: Clock;
  readonly #pollInterval: number;
  readonly #bell: Bell;
  #beat = 0;
  #uses = 0;
  #stop = (): void => {};

  constructor(clock: Clock, pollInterval: number) {
    this.#clock = clock;
    this.#bell = new Bell(clock);
    this.#pollInterval = pollInterval;
  }

  /** Grows with every news. What was read since it last grew is as new as can be known. */
  get beat(): number {
    return this.#beat;
  }

  /** Has polls made until the watch ends. */
  take(scope: WatchScope): void {
    this.#uses += 1;
    if (this.#uses === 1) this.#start();
    scope.defer(() => {
      this.#uses -= 1;
      if (this.#uses > 0) return;
      this.#stop();
      this.#bell.close();
    });
  }

  /** Wakes those who wait. */
  news(): void {
    this.#beat += 1;
    this.#bell.ring();
  }

  /** Waits for news after a beat, or for the end of the watch. */
  async after(beat: number, scope: WatchScope): Promise<void> {
    while (this.#beat === beat && !scope.hasEnded) await this.#bell.next(scope);
  }

  #start(): void {
    this.#stop = poll(this.#clock, this.#pollInterval, async () => this.news());
  }
}
