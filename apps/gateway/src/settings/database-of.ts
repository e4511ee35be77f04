import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { StorageSettings } from "./storage.ts";
import { SettingsError } from "./settings-error.ts";

/**
 * Says where the database lies. The data folder is made where the database is to lie in it.
 *
 * @throws SettingsError if the folder can't be made.
 */
export function databaseOf({
  database,
  dataDir,
}: Pick<StorageSettings, "database" | "dataDir">): string {
  if (database !== undefined) return database;
  try {
    // Runs may tell more than everybody on the machine should know.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new SettingsError([
      `The data folder ${dataDir} cannot be made: ${(error as Error).message}. Name another one with --data-dir, or a file with --database.`,
    ]);
  }
  return join(dataDir, "runledger.db");
}
