import type { Channel } from "../channel/channel.ts";
import type { NearOperations } from "./near-operations.ts";
import type { PackedChanges } from "./write/write.ts";

/**
 * How many rows are looked up, or written, in the calling thread. Each takes some microseconds there. To ask another
 * thread takes 10 to 150 before it has done anything, since it has to be woken, and so has the one that asked.
 */
const MOST_ROWS = 64;

/** How long a small commit may take on average for the calling thread to wait for it, in milliseconds. */
const QUICK = 1;

/** How much the last commit counts in the average. */
const WEIGHT = 0.2;

/** How many commits are made here before the writer is asked to write the log back. */
const COMMITS_A_CHECKPOINT = 250;

/** What the calling thread does itself, as long as that is quick. */
export class Near {
  readonly operations: Channel<NearOperations>;
  readonly #now: () => number;
  readonly #checkpoint: () => void;
  /** How long small commits take, in milliseconds, wherever they were made. */
  #average = 0;
  #commits = 0;

  /**
   * @param checkpoint asks the writer to write the log back
   * @param now tells the time, in milliseconds
   */
  constructor(operations: Channel<NearOperations>, checkpoint: () => void, now: () => number) {
    this.operations = operations;
    this.#checkpoint = checkpoint;
    this.#now = now;
  }

  /** Tells whether this many rows are few enough to be looked up here. */
  looksUp(rows: number): boolean {
    return rows <= MOST_ROWS;
  }

  /** Tells whether this is to be committed here: it is little, and the disk answers quickly. */
  commits(changes: PackedChanges): boolean {
    return isSmall(changes) && this.#average < QUICK;
  }

  /** Commits it here. */
  async commit(changes: PackedChanges): Promise<void> {
    await this.watch(changes, () => this.operations.call("commit", changes));
    this.#commits += 1;
    if (this.#commits % COMMITS_A_CHECKPOINT === 0) this.#checkpoint();
  }

  /** Makes a commit, here or elsewhere, and learns from it how long small ones take. */
  async watch(changes: PackedChanges, commit: () => Promise<void>): Promise<void> {
    const start = this.#now();
    await commit();
    if (isSmall(changes)) this.#average += WEIGHT * (this.#now() - start - this.#average);
  }
}

function isSmall(changes: PackedChanges): boolean {
  let rows = 0;
  for (const table of Object.values(changes)) rows += table?.length ?? 0;
  return rows <= MOST_ROWS;
}
