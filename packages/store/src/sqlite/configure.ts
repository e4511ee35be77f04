import type { Connection } from "./connection.ts";
import type { SqliteOptions } from "./sqlite-options.ts";

/** How large the write-ahead log may stay once it was written back, in bytes. It grows beyond that where it has to. */
const LOG_KEPT = 64 * 1024 * 1024;

/** Sets up what a connection needs, of whatever use it is. */
export function configure(connection: Connection, { cacheBytes }: SqliteOptions): void {
  connection.db.exec(`
    -- Finds damage in a page when the page is read, instead of following it.
    PRAGMA cell_size_check = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cache_size = -${Math.ceil(cacheBytes / 1024)};`);
}

/** Sets up what a connection that writes needs beyond that. */
export function configureWriting(connection: Connection, { place }: SqliteOptions): void {
  connection.db.exec(`
    -- What was acknowledged survives a power cut: the log is flushed with every commit.
    PRAGMA synchronous = FULL;
    PRAGMA journal_size_limit = ${LOG_KEPT};`);
  if (place.maxBytes === undefined) return;
  const pageSize = Number(connection.pragma("page_size"));
  connection.db.exec(
    `PRAGMA max_page_count = ${Math.max(1, Math.floor(place.maxBytes / pageSize))}`,
  );
}
