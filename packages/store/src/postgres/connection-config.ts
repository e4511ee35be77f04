import type { ClientConfig } from "pg";
import type { Line } from "./line.ts";
import { valueParsers } from "./parse-values.ts";
import type { PostgresOptions } from "./postgres-options.ts";

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
 * A transaction whose program is gone holds its locks until the server finds out, hence a bound on its silence. What is
 * acknowledged is to be on the disk, whatever the server's default.
 */
export async function configure(line: Line, { statementTimeout }: PostgresOptions): Promise<void> {
  await line.say(`
    SET statement_timeout = ${statementTimeout};
    SET idle_in_transaction_session_timeout = ${statementTimeout + GRACE};
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`);
}
