import { PostgresServer } from "../postgres-server/postgres-server.ts";
import { runStatement } from "../postgres-server/run-statement.ts";

// Starts a server, says where it is, and waits to be killed.
const server = await PostgresServer.start();
const ask = async (sql: string): Promise<unknown> =>
  (await runStatement(server.url("postgres"), sql))[0]?.[0];
const [folder, pid] = [await ask("SHOW data_directory"), await ask("SELECT pg_backend_pid()")];
process.stdout.write(`${String(pid)} ${String(folder)}\n`);
await new Promise(() => setInterval(() => {}, 1000));
