import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { StoreError } from "../store-error.ts";
import { APPLICATION_ID, refuseForeign } from "./application-id.ts";
import { Connection } from "./connection.ts";
import { followLifecycle } from "./schema/follow-lifecycle.ts";
import { migrate } from "./schema/migrate.ts";
import { migrations } from "./schema/migrations.ts";
import type { SqliteOptions } from "./sqlite-options.ts";
import { clearHolder, takeWriterLock, writeHolder } from "./writer-lock.ts";

/** How large the write-ahead log may stay once it was written back, in bytes. It grows beyond that where it has to. */
const LOG_KEPT = 64 * 1024 * 1024;

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
  const { location, place } = options;
  if (location.kind === "memory") {
    const connection = prepare(new Connection(":memory:", options), options);
    return { connection, close: () => connection.close() };
  }
  const { path } = location;
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
  const { location, place } = options;
  // Before the write-ahead log is turned on: see refuseForeign.
  if (connection.pragma("application_id") !== APPLICATION_ID) {
    connection.db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  }
  const mode = connection.pragma("journal_mode = WAL");
  if (location.kind === "file" && mode !== "wal") {
    throw new StoreError(
      "unavailable",
      `${place.name} can't have a write-ahead log (SQLite gave journal mode "${String(mode)}"): its file system lacks ` +
        "shared memory, as network drives do. Name a file on a local disk.",
    );
  }
  connection.db.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA journal_size_limit = ${LOG_KEPT};
    PRAGMA cell_size_check = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cache_size = -${Math.ceil(options.cacheBytes / 1024)};`);
  limitSize(connection, place.maxBytes);
  migrate(connection, migrations, place);
  followLifecycle(connection, options.guard, place);
  return connection;
}

function limitSize(connection: Connection, maxBytes: number | undefined): void {
  if (maxBytes === undefined) return;
  const pageSize = Number(connection.pragma("page_size"));
  connection.db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / pageSize))}`);
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
