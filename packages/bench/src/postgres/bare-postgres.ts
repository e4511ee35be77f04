import { openStore, type Changes } from "@runledger/store";
import pg from "pg";

type Row = Readonly<Record<string, unknown>>;

/** A table: its name, its columns and their types, and what to do where a row is there. */
interface Table {
  readonly name: string;
  readonly columns: readonly (readonly [column: string, type: string])[];
  readonly onConflict: string;
}

// prettier-ignore
const ACTION: Table = {
  name: "action",
  columns: [["run_id", "bigint"], ["number", "bigint"], ["name", "text"], ["parent", "text"], ["group", "text"],
    ["type", "int"], ["task_name", "text"], ["task_type", "text"], ["phase", "int"], ["attempt", "bigint"],
    ["max_attempts", "bigint"], ["created_at", "bigint"], ["started_at", "bigint"], ["ended_at", "bigint"],
    ["updated_at", "bigint"], ["error_kind", "int"], ["error_code", "text"], ["cache_status", "int"],
    ["abort_state", "int"], ["abort_due_at", "bigint"], ["revision", "bigint"], ["metadata", "bytea"],
    ["status", "bytea"], ["record", "bytea"]],
  onConflict: `ON CONFLICT (run_id, number) DO UPDATE SET phase = excluded.phase, ended_at = excluded.ended_at,
    updated_at = excluded.updated_at, revision = excluded.revision, status = excluded.status, record = excluded.record`,
};
// prettier-ignore
const EVENT: Table = {
  name: "event",
  columns: [["run_id", "bigint"], ["revision", "bigint"], ["action_number", "bigint"], ["attempt", "bigint"],
    ["phase", "int"], ["version", "bigint"], ["outcome", "int"], ["producer", "text"], ["received_at", "bigint"],
    ["event", "bytea"]],
  onConflict: "",
};
// prettier-ignore
const RUN: Table = {
  name: "run",
  columns: [["id", "bigint"], ["org", "text"], ["project", "text"], ["domain", "text"], ["name", "text"],
    ["revision", "bigint"], ["action_count", "bigint"], ["open_count", "bigint"], ["declared", "boolean"],
    ["settled", "boolean"], ["engine", "text"], ["spec", "bytea"], ["source", "int"], ["created_by", "text"],
    ["created_at", "bigint"], ["updated_at", "bigint"], ["phase", "int"], ["started_at", "bigint"],
    ["ended_at", "bigint"], ["task_name", "text"], ["task_version", "text"], ["trigger_name", "text"],
    ["metadata", "bytea"], ["status", "bytea"], ["labels", "text"]],
  onConflict: `ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, action_count = excluded.action_count,
    open_count = excluded.open_count, updated_at = excluded.updated_at, phase = excluded.phase,
    status = excluded.status, feed = pg_current_xact_id()`,
};

/**
 * The same rows in the same tables and indices with nothing around them: the driver as it comes, a prepared statement a table
 * with an array for each column, one transaction for each set of changes. No guard, no foreign keys, no locks asked for.
 */
export class BarePostgres {
  readonly #pool: pg.Pool;

  private constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Makes the tables in an empty database, and takes away what watches over them. */
  static async create(url: string, connections: number): Promise<BarePostgres> {
    await (await openStore(url)).close();
    const pool = new pg.Pool({ connectionString: url, max: connections });
    for (const table of ["action", "event", "run", "run_label"]) {
      await pool.query(`ALTER TABLE runledger.${table} DISABLE TRIGGER ALL`);
    }
    return new BarePostgres(pool);
  }

  /** Writes changes in one transaction. */
  async write({ actions, events, runs }: Changes): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query("BEGIN");
      await insert(client, EVENT, events);
      await insert(client, ACTION, actions);
      const flat = runs.map((run) => ({ ...run, labels: JSON.stringify(run.labels) }));
      await insert(client, RUN, flat);
      await client.query("COMMIT");
    } finally {
      client.release();
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

async function insert(client: pg.PoolClient, table: Table, rows: readonly object[]): Promise<void> {
  const { columns, name, onConflict } = table;
  const names = columns.map(([column]) => `"${column}"`).join(", ");
  const arrays = columns.map(([, type], i) => `$${i + 1}::${type}[]`).join(", ");
  const identity = name === "run" ? "OVERRIDING SYSTEM VALUE" : "";
  await client.query({
    name,
    text: `INSERT INTO runledger.${name} (${names}) ${identity} SELECT * FROM unnest(${arrays}) ${onConflict}`,
    values: columns.map(([column]) => rows.map((row) => (row as Row)[propertyOf(column)])),
  });
}

function propertyOf(column: string): string {
  return column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
