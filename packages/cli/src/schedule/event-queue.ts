interface Scheduled {
  readonly at: number;
  /** Breaks ties: what was scheduled first comes first. */
  readonly order: number;
  readonly act: () => void;
}

function isBefore(a: Scheduled, b: Scheduled): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** What is still to happen in a simulation, the earliest first: a binary heap. */
export class EventQueue {
  readonly #heap: Scheduled[] = [];
  #order = 0;
  #now = 0;

  /** The time of what happens now, in the unit of the simulation. */
  get now(): number {
    return this.#now;
  }

  /** Schedules something. What lies in the past happens now. */
  at(time: number, act: () => void): void {
    const heap = this.#heap;
    const item = { at: Math.max(time, this.#now), order: this.#order++, act };
    let hole = heap.length;
    heap.push(item);
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(item, parent)) break;
      heap[hole] = parent;
      hole = above;
    }
    heap[hole] = item;
  }

  /** Lets everything happen in order, also what is scheduled on the way, until nothing is left. */
  run(): void {
    for (let next = this.#takeFirst(); next !== undefined; next = this.#takeFirst()) {
      this.#now = next.at;
      next.act();
    }
  }

  #takeFirst(): Scheduled | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let hole = 0;
    for (;;) {
      const left = heap[2 * hole + 1];
      const right = heap[2 * hole + 2];
      const isRight = right !== undefined && left !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (child === undefined || !isBefore(child, last)) break;
      heap[hole] = child;
      hole = 2 * hole + (isRight ? 2 : 1);
    }
    heap[hole] = last;
    return first;
  }
}
