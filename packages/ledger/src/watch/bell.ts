import type { WatchScope } from "./watch-scope.ts";

/** Wakes those who wait for it. Whoever's watch ends is woken too, and leaves nothing behind. */
export class Bell {
  readonly #sleepers = new Set<() => void>();

  /** How many wait. */
  get sleepers(): number {
    return this.#sleepers.size;
  }

  /** Waits for the next ring, or the end of the watch. */
  async next(scope: WatchScope): Promise<void> {
    if (scope.hasEnded) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(wake);
        callOff();
        resolve();
      };
      this.#sleepers.add(wake);
      const callOff = scope.defer(wake);
    });
  }

  /** Wakes all who wait now. */
  ring(): void {
    for (const wake of [...this.#sleepers]) wake();
  }
}
