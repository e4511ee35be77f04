import { StoreError } from "../store-error.ts";
import { Connection } from "./connection.ts";
import type { SqliteOptions } from "./sqlite-options.ts";

/** Opens a connection that reads beside the writer, which has made the database ready. */
export function openReader(options: SqliteOptions): Connection {
  if (options.location.kind === "memory") {
    throw new StoreError(
      "internal",
      "A database in memory has the connection that writes to it and no other.",
    );
  }
  const connection = new Connection(options.location.path, { ...options, readOnly: true });
  connection.db.exec(`
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA cache_size = -${Math.ceil(options.cacheBytes / 1024)};`);
  return connection;
}
