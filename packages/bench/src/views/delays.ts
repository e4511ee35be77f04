/** The finest delay that is told apart, in milliseconds, and how many such steps there are. */
const STEP = 0.1;
const STEPS = 100_000;

/** Counts how long after each commit each subscriber had it. A step that holds several commits counts for each of them. */
export class Delays {
  readonly #revisions: number[] = [];
  readonly #times: number[] = [];
  readonly #counts = new Float64Array(STEPS);
  readonly #have = new Map<number, number>();
  #measuredFrom = Infinity;
  #cpu = process.cpuUsage();
  #from = 0;
  /** How many cores were busy while it was measured. */
  cores = 0;

  /** What comes from now on is measured. */
  begin(): void {
    this.#measuredFrom = this.#revisions.length;
    this.#cpu = process.cpuUsage();
    this.#from = performance.now();
  }

  /** Everything has been told. */
  end(): void {
    const { system, user } = process.cpuUsage(this.#cpu);
    this.cores = (system + user) / 1000 / (performance.now() - this.#from);
  }

  /** Notes a commit. */
  committed(revision: number, at: number): void {
    this.#revisions.push(revision);
    this.#times.push(at);
  }

  /** Makes a function that notes what one subscriber has. */
  subscriber(): (revision: number, at: number) => void {
    let next = 0;
    return (revision, at) => {
      this.#have.set(revision, (this.#have.get(revision) ?? 0) + 1);
      for (; next < this.#revisions.length && this.#revisions[next]! <= revision; next += 1) {
        if (next < this.#measuredFrom) continue;
        const delay = Math.max(0, at - this.#times[next]!);
        this.#counts[Math.min(STEPS - 1, Math.floor(delay / STEP))]! += 1;
      }
    };
  }

  /** Waits until all have a revision, which no other comes after. */
  async allHave(revision: number, subscribers: number): Promise<void> {
    while ((this.#have.get(revision) ?? 0) < subscribers) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Finds the delay that so many of them are not above, in milliseconds. */
  quantile(q: number): number {
    const all = this.#counts.reduce((sum, count) => sum + count, 0);
    let seen = 0;
    for (const [step, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= q * all) return (step + 1) * STEP;
    }
    return Number.NaN;
  }
}
