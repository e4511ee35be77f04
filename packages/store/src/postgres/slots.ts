/** Lets so many pieces of work through at a time, in the order in which they came. */
export class Slots {
  #free: number;
  readonly #capacity: number;
  readonly #waiting: (() => void)[] = [];
  readonly #idle: (() => void)[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#free = capacity;
  }

  /** Runs `work` once there is room. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    if (this.#free === this.#capacity) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #leave(): void {
    // Who waits takes over the room: nobody who comes later gets in between.
    const next = this.#waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    this.#free += 1;
    if (this.#free < this.#capacity) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
