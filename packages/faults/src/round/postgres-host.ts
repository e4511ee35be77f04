import { PostgresServer, createDatabase, findPostgres } from "@runledger/store/testing";
import type { DatabaseHost } from "./database-host.ts";

/**
 * Starts a PostgreSQL server, and gives each round a database on it.
 *
 * @returns undefined if PostgreSQL isn't on this machine
 */
export async function postgresHost(): Promise<DatabaseHost | undefined> {
  if (findPostgres() === undefined) return undefined;
  // What is committed survives a crash of the server either way; a power cut is not what is tried here.
  const server = await PostgresServer.start();
  return {
    kind: "postgres",
    hasPower: false,
    open: async () => {
      const database = await createDatabase(server.url("postgres"));
      return {
        database: {
          url: database.url,
          crash: async () => {
            await server.stop("immediate");
            return () => server.restart();
          },
        },
        close: async () => database[Symbol.asyncDispose](),
      };
    },
    close: () => server[Symbol.asyncDispose](),
  };
}
