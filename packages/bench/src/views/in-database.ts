import { join } from "node:path";
import { PostgresServer } from "@runledger/store/testing";
import { inFolder } from "../store/in-folder.ts";

/** Which database a ledger stands on. */
export type DatabaseName = "SQLite" | "PostgreSQL";

export const databases: readonly DatabaseName[] = ["SQLite", "PostgreSQL"];

/** Does work with the address of an empty database, which is gone afterwards. What is acknowledged is on the disk. */
export async function inDatabase<T>(
  name: DatabaseName,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (name === "SQLite") return inFolder((folder) => work(join(folder, "ledger.db")));
  const server = await PostgresServer.start({ durable: true });
  try {
    return await work(server.url("postgres"));
  } finally {
    await server[Symbol.asyncDispose]();
  }
}
