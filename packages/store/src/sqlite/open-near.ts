import { configure, configureWriting } from "./configure.ts";
import { Connection } from "./connection.ts";
import type { SqliteOptions } from "./sqlite-options.ts";

/** How long this thread may stand still for a lock that another program holds, in milliseconds. */
const PATIENCE = 10;

/** Opens the connection for what is small enough to be done in the calling thread. */
export function openNear(options: SqliteOptions): Connection {
  const connection = new Connection(options.path, { busyTimeout: PATIENCE });
  configure(connection, options);
  configureWriting(connection, options);
  // Writing the log back takes long, and that is what the writer's thread is for.
  connection.db.exec("PRAGMA wal_autocheckpoint = 0");
  return connection;
}
