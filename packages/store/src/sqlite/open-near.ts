import { configure, configureWriting } from "./configure.ts";
import { Connection } from "./connection.ts";
import type { SqliteOptions } from "./sqlite-options.ts";

/** Opens the connection for what is small enough to be done in the calling thread. */
export function openNear(options: SqliteOptions): Connection {
  const connection = new Connection(options.path, options);
  configure(connection, options);
  configureWriting(connection, options);
  // Writing the log back takes long, and that is what the writer's thread is for.
  connection.db.exec("PRAGMA wal_autocheckpoint = 0");
  return connection;
}
