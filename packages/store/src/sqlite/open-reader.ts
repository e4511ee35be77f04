import { configure } from "./configure.ts";
import { Connection } from "./connection.ts";
import type { SqliteOptions } from "./sqlite-options.ts";

/** Opens a connection that reads beside the writer, which has made the database ready. */
export function openReader(options: SqliteOptions): Connection {
  const connection = new Connection(options.path, { ...options, readOnly: true });
  configure(connection, options);
  return connection;
}
