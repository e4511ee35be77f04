import type { Clock } from "../clock.ts";
import type { WatchScope } from "./watch-scope.ts";

/** How many are woken for each millisecond that the bell then rests: what they do takes about a quarter of one. */
const WAKES_PER_MILLISECOND = 125;

/** The longest rest, in milliseconds. */
const LONGEST_REST = 100;

/**
 * Wakes those who wait for it. Whoever's watch ends is woken too, and leaves nothing behind. Where many wait the bell rests
 * after it has rung, 40 ms for 5,000, so that whoever looks then takes several changes at once, and a core is
 * left for those who write.
 */
export class Bell {
  readonly #clock: Clock;
  readonly #sleepers = new Map<WatchScope, () => void>();
  readonly #known = new WeakSet<WatchScope>();
  #callOffRest: (() => void) | undefined;
  #isDue = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for the next ring, or the end of the watch, which waits for one thing at a time. */
  next(scope: WatchScope): Promise<void> {
    if (scope.hasEnded) return Promise.resolve();
    return new Promise((resolve) => {
      this.#sleepers.set(scope, resolve);
      // Once for all of its waits: a watch of a busy run waits a hundred times a second.
      if (this.#known.has(scope)) return;
      this.#known.add(scope);
      scope.defer(() => {
        this.#sleepers.get(scope)?.();
        this.#sleepers.delete(scope);
      });
    });
  }

  /** Wakes all who wait now; if it rests, all who wait when it has rested. */
  ring(): void {
    this.#isDue = this.#callOffRest !== undefined;
    if (this.#isDue) return;
    const waking = [...this.#sleepers.values()];
    this.#sleepers.clear();
    for (const wake of waking) wake();
    this.#rest(Math.min(Math.floor(waking.length / WAKES_PER_MILLISECOND), LONGEST_REST));
  }

  /** Ends a rest, without ringing after it. */
  close(): void {
    this.#callOffRest?.();
    this.#callOffRest = undefined;
  }

  #rest(milliseconds: number): void {
    if (milliseconds === 0) return;
    this.#callOffRest = this.#clock.after(milliseconds, () => {
      this.#callOffRest = undefined;
      if (this.#isDue) this.ring();
    });
  }
}
