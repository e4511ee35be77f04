import type { ClientConfig } from "pg";
import type { Line } from "./line.ts";
import { valueParsers } from "./parse-values.ts";
import type { PostgresOptions } from "./postgres-options.ts";

/** The number of the server's history, in SQL: the first part of its log's name. */
export const TIMELINE = "left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)";

/** How much longer than the server this side waits for an answer, in milliseconds, before it takes the connection for lost. */
const GRACE = 5000;

/** Says how every connection of a store is made. */
export function connectionConfig(options: PostgresOptions): ClientConfig {
  const { connectTimeout, statementTimeout, url } = options;
  return {
    connectionString: url,
    application_name: "runledger",
    connectionTimeoutMillis: connectTimeout,
    // Where the network swallows what is sent, nobody says so.
    query_timeout: statementTimeout + GRACE,
    keepAlive: true,
    types: valueParsers,
    // What needs no answer of the statement before it is sent along with that.
    pipeline: true,
  };
}

/**
 * Sets what every connection needs. Not as parameters of the connection: poolers refuse those.
 *
 * Behind a pooler, which numbers backends as it likes, each transaction is told it for itself, and a statement that is read with is bounded on
 * this side alone.
 */
export async function configure(line: Line, options: PostgresOptions): Promise<void> {
  const isPooled = `pg_backend_pid() <> ${line.backend ?? 0}`;
  const { rows } = await line.ask({
    text: `${settings(options, isPooled)}, ${isPooled}`,
    values: [],
  });
  if (rows[0]?.at(-1) === true) line.beginning = settings(options, "true");
  line.timeline = await timelineOf(line);
}

/** Finds the history that a server is in. Undefined: it is a standby, or one that keeps its log in another way and doesn't say. */
async function timelineOf(line: Line): Promise<string | undefined> {
  const answer = await line.ask({ text: `SELECT ${TIMELINE}`, values: [] }).catch(() => undefined);
  return answer === undefined ? undefined : String(answer.rows[0]?.[0]);
}

/**
 * Writes a statement that sets it.
 *
 * A transaction whose program is gone holds its locks until the server finds out, hence a bound on its silence. What is
 * acknowledged is to be on the disk, whatever the server's default.
 *
 * @param isLocal whether it holds for the transaction alone, in SQL
 */
function settings({ statementTimeout }: PostgresOptions, isLocal: string): string {
  const patience = statementTimeout + GRACE;
  return `SELECT set_config('statement_timeout', '${statementTimeout}', ${isLocal}),
    set_config('idle_in_transaction_session_timeout', '${patience}', ${isLocal}),
    CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', ${isLocal}) END`;
}
