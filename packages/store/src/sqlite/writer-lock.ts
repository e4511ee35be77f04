import { existsSync, realpathSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { StoreError } from "../store-error.ts";
import { Connection } from "./connection.ts";
import { type Place, toStoreError } from "./to-store-error.ts";

/**
 * The right to write to a database, held by one process at a time.
 *
 * What is held is a lock of the operating system on a file beside the database, taken as SQLite's own write lock on that
 * (empty) file. So it ends with the process however that ends, there is no stale lock to judge by a process number that was
 * given to somebody else since, and it works wherever SQLite does. The file stays when the lock is released: deleting it
 * would let two processes hold locks on two files of one name.
 */
export class WriterLock {
  readonly #lock: Connection;
  readonly #path: string;
  readonly #isNew: boolean;

  private constructor(lock: Connection, path: string, isNew: boolean) {
    this.#lock = lock;
    this.#path = path;
    this.#isNew = isNew;
  }

  /**
   * Takes the lock, or fails at once.
   *
   * @throws StoreError of kind `busy`, which names who holds it, or `readonly`
   */
  static take(database: string, place: Place): WriterLock {
    // One file may go by several names, and the lock is on the file beside the real one.
    const path = `${existsSync(database) ? realpathSync(database) : database}-lock`;
    const isNew = !existsSync(path);
    let lock: Connection | undefined;
    try {
      lock = new Connection(path, { busyTimeout: 0 });
      lock.db.exec("BEGIN IMMEDIATE");
      return new WriterLock(lock, path, isNew);
    } catch (error) {
      lock?.close();
      const { kind } = toStoreError(error, place);
      if (kind !== "busy") throw error;
      throw new StoreError(
        "busy",
        `${place.name} is in use by ${describeHolder(database)}. Only one process writes to a database: stop that one, ` +
          "or name another database.",
        { cause: error },
      );
    }
  }

  /** Writes into the database who holds it, for the message that the next one gets. */
  sign(connection: Connection): void {
    const sql = "INSERT OR REPLACE INTO holder (id, pid, host) VALUES (1, ?, ?)";
    connection.run(sql, process.pid, hostname());
  }

  /** Takes that back, so that nobody is named who has left. */
  unsign(connection: Connection): void {
    connection.run("DELETE FROM holder");
  }

  release(): void {
    this.#lock.close();
  }

  /** Releases the lock where the file turned out to be no database of ours, and leaves nothing beside it. */
  undo(): void {
    // No two processes can come to write to such a file, so none can come to hold two locks of one name.
    if (this.#isNew) rmSync(this.#path, { force: true });
    this.release();
  }
}

function describeHolder(database: string): string {
  const unknown = "another process, which is just opening or closing it";
  let connection: Connection | undefined;
  try {
    connection = new Connection(database, { readOnly: true, busyTimeout: 1000 });
    const [pid, host, since] = connection.get("SELECT pid, host, since FROM holder") ?? [];
    if (typeof pid !== "number") return unknown;
    return `process ${pid} on ${String(host)} (since ${String(since)} UTC)`;
  } catch {
    // There is no table yet, or it can't be read: the one who holds it is making it.
    return unknown;
  } finally {
    connection?.close();
  }
}
