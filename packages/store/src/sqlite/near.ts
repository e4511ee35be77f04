import type { Channel } from "../channel/channel.ts";
import { StoreError } from "../store-error.ts";
import type { Changes } from "../store.ts";
import type { NearOperations } from "./near-operations.ts";
import { packChanges } from "./pack-changes.ts";
import type { WriterOperations } from "./write/writer-operations.ts";

/**
 * How many rows are looked up in the calling thread: what a batch of a hundred reports needs. Each takes some microseconds there. To ask another thread takes 10 to
 * 150 before it has done anything, since it has to be woken, and so has the one that asked.
 */
const MOST_LOOKED_UP = 128;

/** How many rows are written in the calling thread: a millisecond's worth. */
const MOST_WRITTEN = 256;

/** How many bytes of messages may go with them. */
const MOST_BYTES = 256 * 1024;

/** How long a small commit may take on average for the calling thread to wait for it, in milliseconds. */
const QUICK = 3;

/** How much the last commit counts in the average. */
const WEIGHT = 0.2;

/**
 * How many commits are made here before the writer makes one, which also writes the log back. Only while nobody commits
 * can all of it be written back, and only then does it begin anew; a log that grows takes twice as long to flush.
 */
const COMMITS_IN_A_ROW = 50;

/** What the calling thread does itself, as long as that is quick. */
export class Near {
  readonly operations: Channel<NearOperations>;
  readonly #writer: Channel<WriterOperations>;
  readonly #now: () => number;
  /** How long small commits take, in milliseconds, wherever they were made. */
  #average = 0;
  #commits = 0;

  /**
   * @param operations over the connection of this thread
   * @param writer who else can commit
   * @param now tells the time, in milliseconds
   */
  constructor(
    operations: Channel<NearOperations>,
    writer: Channel<WriterOperations>,
    now: () => number,
  ) {
    this.operations = operations;
    this.#writer = writer;
    this.#now = now;
  }

  /** Tells whether this many rows are few enough to be looked up here. */
  looksUp(rows: number): boolean {
    return rows <= MOST_LOOKED_UP;
  }

  /** Commits changes as one transaction: here if they are few and the disk answers quickly, else at the writer. */
  async commit(changes: Changes): Promise<void> {
    const isSmall = isFew(changes);
    const isTurn = this.#commits >= COMMITS_IN_A_ROW;
    const start = this.#now();
    if (isSmall && !isTurn && this.#average < QUICK) await this.#commitHere(changes);
    else await this.#commitThere(changes);
    // What writing the log back takes says nothing about the next commit.
    if (isSmall && !isTurn) this.#average += WEIGHT * (this.#now() - start - this.#average);
  }

  async #commitHere(changes: Changes): Promise<void> {
    try {
      await this.operations.call("commit", changes);
      this.#commits += 1;
    } catch (error) {
      // Somebody with a SQL shell holds a lock. The writer's thread can wait for it.
      if (!(error instanceof StoreError && error.kind === "busy")) throw error;
      await this.#commitThere(changes);
    }
  }

  async #commitThere(changes: Changes): Promise<void> {
    await this.#writer.call("commit", packChanges(changes));
    this.#commits = 0;
  }
}

function isFew(changes: Changes): boolean {
  const sets: readonly (readonly unknown[] | undefined)[] = Object.values(changes);
  if (sets.reduce((rows, set) => rows + (set?.length ?? 0), 0) > MOST_WRITTEN) return false;
  const { actions, entities = [], errors, events, quarantine, runs, work = [] } = changes;
  let bytes = 0;
  for (const { metadata, record, status } of actions) {
    bytes += metadata.length + (record?.length ?? 0) + status.length;
  }
  for (const { metadata, spec, status } of runs) {
    bytes += metadata.length + spec.length + status.length;
  }
  for (const { event } of events) bytes += event.length;
  for (const { event } of quarantine) bytes += event.length;
  for (const { message } of errors) bytes += message.length;
  for (const { record } of work) bytes += record.length;
  for (const { body } of entities) bytes += body.length;
  return bytes <= MOST_BYTES;
}
