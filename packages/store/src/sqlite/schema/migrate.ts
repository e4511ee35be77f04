import { createHash } from "node:crypto";
import { StoreError } from "../../store-error.ts";
import type { Connection } from "../connection.ts";
import type { Place } from "../to-store-error.ts";
import type { Migration } from "./migration.ts";

const CREATE_LIST = /* sql */ `
CREATE TABLE IF NOT EXISTS migration (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT`;

/**
 * Brings the schema up to date in one transaction: a crash in the middle leaves the database as it was. Changes nothing
 * where there is nothing to do.
 *
 * @throws StoreError of kind `newer` where the database has steps that this program doesn't know, of kind `damaged`
 * where a step was applied with another content than it has.
 */
export function migrate(
  connection: Connection,
  migrations: readonly Migration[],
  place: Place,
): void {
  connection.transaction("BEGIN IMMEDIATE", () => {
    connection.db.exec(CREATE_LIST);
    const applied = connection.all("SELECT number, checksum FROM migration ORDER BY number");
    refuseNewer(applied.length, migrations.length, place);
    for (const [i, step] of migrations.entries()) {
      const checksum = checksumOf(step);
      const known = applied[i];
      if (known === undefined) {
        connection.db.exec(step.sql);
        connection.run(
          "INSERT INTO migration (number, name, checksum) VALUES (?, ?, ?)",
          step.number,
          step.name,
          checksum,
        );
      } else if (known[1] !== checksum) {
        throw new StoreError(
          "damaged",
          `${place.name} has schema step ${step.number} ("${step.name}") with another content than this program: it was ` +
            "changed by hand, or made by a version that was never released. Put back a copy of the file, or start with " +
            "a new one.",
        );
      }
    }
  });
}

function refuseNewer(has: number, knows: number, place: Place): void {
  if (has <= knows) return;
  throw new StoreError(
    "newer",
    `${place.name} has schema version ${has}, and this program knows versions up to ${knows}: a newer version made it. ` +
      "Install that version, or name another database. Nothing was changed.",
  );
}

function checksumOf(step: Migration): string {
  return createHash("sha256").update(step.sql).digest("hex");
}
