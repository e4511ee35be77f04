import pg from "pg";
import type { Store } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { connectionConfig } from "./connection-config.ts";
import { Connections } from "./connections.ts";
import { Hints } from "./hints/hints.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import { PostgresStore } from "./postgres-store.ts";
import { adoptRestored } from "./schema/adopt-restored.ts";
import { followLifecycle } from "./schema/follow-lifecycle.ts";
import { migrate } from "./schema/migrate.ts";
import { migrations } from "./schema/migrations.ts";
import { toStoreError } from "./to-store-error.ts";

/** The oldest server that this works with, as it numbers itself. */
const OLDEST = 150_000;

/**
 * Opens a store over PostgreSQL.
 *
 * @throws StoreError
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const version = await prepareDatabase(options);
  const connections = new Connections(options);
  return new PostgresStore({
    description: `PostgreSQL ${version}, ${options.place.name}`,
    connections,
    hints: new Hints(options, connections),
    options,
  });
}

/** Brings the schema up to date, over a connection of its own: making an index may take longer than a statement else may. */
async function prepareDatabase(options: PostgresOptions): Promise<string> {
  try {
    const client = new pg.Client({
      ...connectionConfig(options),
      query_timeout: undefined,
    });
    client.on("error", () => {});
    await client.connect();
    try {
      const version = await checkVersion(client, options);
      await client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
      await migrate(client, migrations, options.place);
      await followLifecycle(client, options.guard, options.place);
      await adoptRestored(client);
      await client.query("COMMIT");
      return version;
    } finally {
      // Where it has failed, the transaction ends with the connection.
      await client.end().catch(() => {});
    }
  } catch (error) {
    throw toStoreError(error, options.place);
  }
}

async function checkVersion(client: pg.Client, { place }: PostgresOptions): Promise<string> {
  const sql = `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
    pg_is_in_recovery() AS standby`;
  const { rows } = await client.query<{ number: number; version: string; standby: boolean }>(sql);
  const [{ number, standby, version } = { number: 0, standby: false, version: "" }] = rows;
  if (number < OLDEST) {
    throw new StoreError(
      "setting",
      `${place.name} (${place.setting}) is a server of version ${version}, and 15 or later is needed. Upgrade it, or name ` +
        "another one.",
    );
  }
  if (standby) {
    throw new StoreError(
      "readonly",
      `${place.name} (${place.setting}) is a standby, which can't be written to. Name the primary in the address.`,
    );
  }
  return version.split(" ")[0] ?? version;
}
