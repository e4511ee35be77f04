import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { StoreError } from "../store-error.ts";
import { APPLICATION_ID, refuseForeign } from "./application-id.ts";
import { configure, configureWriting } from "./configure.ts";
import { Connection } from "./connection.ts";
import { followLifecycle } from "./schema/follow-lifecycle.ts";
import { migrate } from "./schema/migrate.ts";
import { migrations } from "./schema/migrations.ts";
import { MEMORY, type SqliteOptions } from "./sqlite-options.ts";
import { WriterLock } from "./writer-lock.ts";

/** The one connection that writes, and how to let go of it. */
export interface WriterConnection {
  readonly connection: Connection;
  readonly close: () => void;
}

/**
 * Opens the connection that writes: takes the lock, brings schema and guard up to date.
 *
 * @throws StoreError, or what SQLite threw
 */
export function openWriter(options: SqliteOptions): WriterConnection {
  const { path } = options;
  if (path === MEMORY) {
    const connection = prepare(new Connection(path, options), options);
    return { connection, close: () => connection.close() };
  }
  // What is written may be nobody else's business.
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const lock = lockOwn(options);
  let connection: Connection | undefined;
  try {
    connection = prepare(new Connection(path, options), options);
    lock.sign(connection);
    return { connection, close: close.bind(undefined, connection, lock) };
  } catch (error) {
    connection?.close();
    lock.release();
    throw error;
  }
}

function lockOwn({ path, place }: SqliteOptions): WriterLock {
  const lock = WriterLock.take(path, place);
  try {
    refuseForeign(path, place);
    return lock;
  } catch (error) {
    lock.undo();
    throw error;
  }
}

function prepare(connection: Connection, options: SqliteOptions): Connection {
  const { path, place } = options;
  try {
    // Before there is a write-ahead log: see refuseForeign.
    if (connection.pragma("application_id") !== APPLICATION_ID) {
      connection.db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    }
    const mode = connection.pragma("journal_mode = WAL");
    if (path !== MEMORY && mode !== "wal") throw noLog(String(mode), place.name);
    configure(connection, options);
    configureWriting(connection, options);
    migrate(connection, migrations, place);
    followLifecycle(connection, options.guard, place);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function noLog(mode: string, name: string): StoreError {
  return new StoreError(
    "unavailable",
    `${name} can't have a write-ahead log (SQLite gave journal mode "${mode}"): its file system lacks shared memory, as ` +
      "network drives do. Name a file on a local disk.",
  );
}

function close(connection: Connection, lock: WriterLock): void {
  try {
    lock.unsign(connection);
  } catch {
    // Not on a full disk. Nothing depends on it: the next one to open the database signs over it.
  } finally {
    connection.close();
    lock.release();
  }
}
