import { randomBytes } from "node:crypto";
import { runStatement } from "./run-statement.ts";

/** A database that was made for one test. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/**
 * Makes an empty database on a server, with a name of its own. Disposing of it deletes it, whoever is connected to it.
 *
 * @param server the address of another database on that server, with the right to make new ones
 */
export async function createDatabase(server: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await runStatement(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await runStatement(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
