/** Task types of workflows in code and of their tasks, as `workflowPlugins` of @runledger/reconciler names them. */
const CODE = /^(?:task|workflow)\//;

/** How many task types are remembered. */
const MOST = 10_000;

/** How often the same task types are noted again, in milliseconds. */
const INTERVAL = 10_000;

/** Knows which task types workers do that have their work through this gateway. */
export class RemoteTypes {
  /** When each was noted last, in milliseconds since 1970. */
  readonly #types = new Map<string, number>();

  /**
   * Notes what a worker has asked for. What is remembered longest is forgotten first.
   *
   * @param now in milliseconds since 1970
   * @returns those that weren't noted in the last ten seconds: other workers on the database are to know of them
   */
  note(taskTypes: readonly string[], now: number): readonly string[] {
    const stale = taskTypes.filter((type) => now - (this.#types.get(type) ?? 0) >= INTERVAL);
    for (const type of stale) {
      this.#types.delete(type);
      this.#types.set(type, now);
    }
    for (const type of this.#types.keys()) {
      if (this.#types.size <= MOST) break;
      this.#types.delete(type);
    }
    return stale;
  }

  /** The task types that somebody has asked for since the gateway was started. */
  list(): readonly string[] {
    return [...this.#types.keys()];
  }

  /** Tells whether a task's code may be had by a worker that isn't there just now. */
  mayCome(taskType: string): boolean {
    return this.#types.has(taskType) || CODE.test(taskType);
  }
}
