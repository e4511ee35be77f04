/** Something that does empty jobs. */
export interface Queue {
  /**
   * Has workers take up jobs from now on.
   *
   * @param began is told the number of a job as soon as it begins
   */
  work(workers: number, began: (job: number) => void): Promise<void>;
  /** Hands over jobs, numbered from `first` on. Resolves when they are kept. */
  add(first: number, count: number): Promise<void>;
  /** Resolves once so many jobs have ended, and that is kept. */
  ended(count: number): Promise<void>;
  close(): Promise<void>;
}

/** How many jobs all workers together have at a time. */
export const CONCURRENCY = 64;
