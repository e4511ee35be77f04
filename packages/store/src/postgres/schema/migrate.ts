import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import type { Migration } from "../../sqlite/schema/migration.ts";
import { StoreError } from "../../store-error.ts";
import type { Place } from "../place.ts";

// Two gateways that start at once must not make the schema both. The number says nothing: "RunL" in ASCII.
const LOCK = "SELECT pg_advisory_xact_lock(1383425612)";

const HAS_SCHEMA = `SELECT to_regnamespace('runledger') IS NOT NULL, to_regclass('runledger.migration') IS NOT NULL`;

const CREATE_LIST = /* sql */ `
CREATE SCHEMA IF NOT EXISTS runledger;
CREATE TABLE runledger.migration (
  number integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)`;

/**
 * Brings the schema up to date, in a transaction that is under way, while every other program that would do so waits.
 * Changes nothing where there is nothing to do.
 *
 * @throws StoreError of kind `newer` where the database has steps that this program doesn't know, `damaged` where a step
 * was applied with another content than it has, `foreign` where another program has a schema of this name
 */
export async function migrate(
  client: ClientBase,
  migrations: readonly Migration[],
  place: Place,
): Promise<void> {
  await client.query(LOCK);
  const applied = await appliedSteps(client, place);
  if (applied.length > migrations.length) throw newer(place, applied.length, migrations.length);
  for (const [i, step] of migrations.entries()) {
    const checksum = createHash("sha256").update(step.sql).digest("hex");
    const known = applied[i];
    if (known === undefined) {
      await client.query(step.sql);
      await client.query(
        "INSERT INTO runledger.migration (number, name, checksum) VALUES ($1, $2, $3)",
        [step.number, step.name, checksum],
      );
    } else if (known !== checksum) throw changed(place, step);
  }
}

/** Reads the checksums of the steps that were made, and makes the list of them where there is none. */
async function appliedSteps(client: ClientBase, place: Place): Promise<string[]> {
  const { rows } = await client.query<[boolean, boolean]>({ text: HAS_SCHEMA, rowMode: "array" });
  const [hasSchema, hasList] = rows[0] ?? [false, false];
  if (hasSchema && !hasList && (await hasTables(client))) throw foreign(place);
  if (!hasList) {
    await client.query(CREATE_LIST);
    return [];
  }
  const list = "SELECT checksum FROM runledger.migration ORDER BY number";
  const steps = await client.query<{ checksum: string }>(list);
  return steps.rows.map(({ checksum }) => checksum);
}

/** An empty schema may have been made for this program, by somebody who may make schemas. */
async function hasTables(client: ClientBase): Promise<boolean> {
  const sql = "SELECT FROM pg_class WHERE relnamespace = to_regnamespace('runledger') LIMIT 1";
  return (await client.query(sql)).rowCount !== 0;
}

function newer({ name }: Place, has: number, knows: number): StoreError {
  return new StoreError(
    "newer",
    `${name} has schema version ${has}, and this program knows versions up to ${knows}: a newer version made it. ` +
      "Install that version, or name another database. Nothing was changed.",
  );
}

function changed({ name }: Place, step: Migration): StoreError {
  return new StoreError(
    "damaged",
    `${name} has schema step ${step.number} ("${step.name}") with another content than this program: it was changed by ` +
      "hand, or made by a version that was never released. Restore a backup, or start with a new database.",
  );
}

function foreign({ name }: Place): StoreError {
  return new StoreError(
    "foreign",
    `${name} has a schema "runledger" that another program made. It was not touched. Name another database.`,
  );
}
