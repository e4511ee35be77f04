import { randomBytes } from "node:crypto";
import { findPostgres, runStatement } from "@runledger/store/testing";
import type { DatabaseHost } from "./database-host.ts";
import { PostgresPair } from "./postgres-pair.ts";

/**
 * Starts a PostgreSQL server with a standby, and gives each round a database on it.
 *
 * @returns undefined if PostgreSQL isn't on this machine
 */
export async function postgresHost(): Promise<DatabaseHost | undefined> {
  if (findPostgres() === undefined) return undefined;
  // What is committed survives a crash of the server either way; a power cut is not what is tried here.
  const pair = await PostgresPair.start();
  const tell = (sql: string): Promise<unknown> => runStatement(pair.url("postgres"), sql);
  return {
    kind: "postgres",
    hasPower: false,
    open: async () => {
      await pair.complete();
      // By name: which server has it changes.
      const name = `round_${randomBytes(6).toString("hex")}`;
      await tell(`CREATE DATABASE ${name} TEMPLATE template0`);
      return {
        database: {
          get url() {
            return pair.url(name);
          },
          crash: () => pair.crash(),
          failOver: () => pair.failOver(),
        },
        close: async () => void (await tell(`DROP DATABASE ${name} WITH (FORCE)`)),
      };
    },
    close: () => pair[Symbol.asyncDispose](),
  };
}
