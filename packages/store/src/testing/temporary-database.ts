import { inject, onTestFinished } from "vitest";
import { createDatabase } from "../postgres-server/create-database.ts";

/** Whether there is a server to test with. */
export const hasPostgres = inject("postgres") !== undefined;

/** Makes a database that is deleted when the test has finished, and returns its address. */
export async function temporaryDatabase(): Promise<string> {
  const server = inject("postgres");
  if (server === undefined) throw new Error("There is no PostgreSQL: skip this test.");
  const database = await createDatabase(server.url);
  onTestFinished(() => database[Symbol.asyncDispose]());
  return database.url;
}
