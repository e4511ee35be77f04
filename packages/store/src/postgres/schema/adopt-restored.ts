import type { ClientBase } from "pg";

// No transaction has a number from beyond the snapshot's end, unless it was given by another server.
const ADOPT = `
WITH strange AS (
  UPDATE runledger.run SET feed = pg_current_xact_id() WHERE feed >= pg_snapshot_xmax(pg_current_snapshot()) RETURNING 1),
forgotten AS (
  UPDATE runledger.forgotten SET feed = '0', run_id = 0 WHERE feed >= pg_snapshot_xmax(pg_current_snapshot()) RETURNING 1)
UPDATE runledger.identity SET identity = substr(md5(gen_random_uuid()::text), 1, 12)
WHERE EXISTS (SELECT FROM strange) OR EXISTS (SELECT FROM forgotten)`;

/**
 * Gives runs numbers of this server, where a dump of another one was restored: the feed would not show what has numbers that
 * are still to come. The database becomes another one with that, so that cursors from before are refused.
 */
export async function adoptRestored(client: ClientBase): Promise<void> {
  await client.query(ADOPT);
}
