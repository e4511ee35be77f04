/**
 * Lets so many views be filled at once, and has the others wait in line: views that are all filled at the same time are all
 * half filled for as long as the slowest takes, and hold memory for it.
 */
export class Hydrations {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @param most how many at once, at least 1 */
  constructor(most: number) {
    this.#most = most;
  }

  /** How many views are being filled. */
  get running(): number {
    return this.#running;
  }

  /** How many views wait for that. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Fills a view as soon as it is its turn, first come, first served. */
  async fill(work: () => Promise<void>): Promise<void> {
    if (this.#running >= this.#most) {
      // Whoever ends hands its place over.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
