import pg from "pg";
import { connectionConfig } from "./connection-config.ts";
import type { PostgresOptions } from "./postgres-options.ts";

// A backend that waits for its client has nothing to do for it: what was asked never came, or the answer doesn't get through.
// Where the server doesn't track what its backends do, all are taken to be at work.
const ASK = `SELECT pid, state IN ('active', 'disabled') AND wait_event_type IS DISTINCT FROM 'Client' AS at_work,
  pg_backend_pid() AS own FROM pg_stat_activity WHERE pid = ANY($1::int[] || pg_backend_pid())`;

/**
 * Asks the server, over a new connection, which of its backends are at work.
 *
 * @param within how long making the connection may take, and then the answer, in milliseconds
 * @returns undefined where a pooler in between numbers backends as it likes, so that nothing can be known
 */
export async function backendsAtWork(
  options: PostgresOptions,
  backends: readonly number[],
  within: number,
): Promise<ReadonlySet<number> | undefined> {
  const client = new pg.Client({
    ...connectionConfig(options),
    connectionTimeoutMillis: within,
    query_timeout: within,
    pipeline: false,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ pid: number; at_work: boolean | null; own: number }>(
      ASK,
      [backends],
    );
    const { processID } = client as unknown as { processID: number };
    if (rows[0]?.own !== processID) return undefined;
    // What belongs to another user isn't shown.
    return new Set(rows.filter(({ at_work: atWork }) => atWork !== false).map(({ pid }) => pid));
  } finally {
    client.connection.stream.destroy();
  }
}
