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
import { clearHolder, takeWriterLock, writeHolder } from "./writer-lock.ts";

/** The one connection that writes, and how to let go of it. */
export interface WriterConnection {
  readonly connection: Connection;
  close(): void;
}

/**
 * Opens the connection that writes: takes the lock, brings schema and guard up to date.
 *
 * @throws StoreError, or what SQLite threw
 */
export function openWriter(options: SqliteOptions): WriterConnection {
  const { path, place } = options;
  if (path === MEMORY) {
    const connection = prepare(new Connection(path, options), options);
    return { connection, close: () => connection.close() };
  }
  mkdirSync(dirname(path), { recursive: true });
  refuseForeign(path, place);
  const lock = takeWriterLock(path, place);
  let connection: Connection | undefined;
  try {
    connection = new Connection(path, options);
    prepare(connection, options);
    writeHolder(connection);
    return { connection, close: close.bind(undefined, connection, lock) };
  } catch (error) {
    connection?.close();
    lock.close();
    throw error;
  }
}

function prepare(connection: Connection, options: SqliteOptions): Connection {
  const { path, place } = options;
  // Before the write-ahead log is turned on: see refuseForeign.
  if (connection.pragma("application_id") !== APPLICATION_ID) {
    connection.db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  }
  const mode = connection.pragma("journal_mode = WAL");
  if (path !== MEMORY && mode !== "wal") {
    throw new StoreError(
      "unavailable",
      `${place.name} can't have a write-ahead log (SQLite gave journal mode "${String(mode)}"): its file system lacks ` +
        "shared memory, as network drives do. Name a file on a local disk.",
    );
  }
  configure(connection, options);
  configureWriting(connection, options);
  migrate(connection, migrations, place);
  followLifecycle(connection, options.guard, place);
  return connection;
}

function close(connection: Connection, lock: Connection): void {
  try {
    clearHolder(connection);
    // Refreshes the statistics that the planner chooses indices by, where they have become wrong.
    connection.db.exec("PRAGMA optimize");
  } finally {
    connection.close();
    lock.close();
  }
}
