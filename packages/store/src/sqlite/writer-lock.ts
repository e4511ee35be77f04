import { hostname } from "node:os";
import { StoreError } from "../store-error.ts";
import { Connection } from "./connection.ts";
import { type Place, toStoreError } from "./to-store-error.ts";

/**
 * Takes the right to write to a database, for as long as the connection that comes back is open.
 *
 * What is held is a lock of the operating system on a file beside the database, taken as SQLite's own write lock on that
 * (empty) file. So it ends with the process however it ends, there is no stale lock to judge by process numbers that
 * were given to somebody else since, and it works wherever SQLite does. The file stays: deleting it would let two
 * processes lock two files of one name.
 *
 * @throws StoreError of kind `busy`, which names who holds the database, or `readonly`.
 */
export function takeWriterLock(path: string, place: Place): Connection {
  let lock: Connection | undefined;
  try {
    lock = new Connection(`${path}-lock`, { busyTimeout: 0 });
    lock.db.exec("BEGIN IMMEDIATE");
    return lock;
  } catch (error) {
    lock?.close();
    const { kind } = toStoreError(error, place);
    if (kind !== "busy") throw error;
    throw new StoreError(
      "busy",
      `${place.name} is in use by ${describeHolder(path)}. Only one process writes to a database: stop that one, or ` +
        "name another database.",
      { cause: error },
    );
  }
}

/** Writes down who holds the database, for the message that the next one gets. */
export function writeHolder(connection: Connection): void {
  connection.run(
    "INSERT OR REPLACE INTO holder (id, pid, host) VALUES (1, ?, ?)",
    process.pid,
    hostname(),
  );
}

/** Takes that back, so that nobody is named who has left. */
export function clearHolder(connection: Connection): void {
  connection.run("DELETE FROM holder");
}

function describeHolder(path: string): string {
  const unknown = "another process, which is just opening or closing it";
  try {
    using connection = new Connection(path, { readOnly: true, busyTimeout: 1000 });
    const [pid, host, since] = connection.get("SELECT pid, host, since FROM holder") ?? [];
    if (typeof pid !== "number") return unknown;
    return `process ${pid} on ${String(host)} (since ${String(since)} UTC)`;
  } catch {
    // There is no table yet, or it can't be read: the one who holds it is making it.
    return unknown;
  }
}
