import type { TestProject } from "vitest/node";
import { findPrograms } from "../postgres-server/find-programs.ts";
import { PostgresServer } from "../postgres-server/postgres-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server for the tests of this run. Undefined: PostgreSQL isn't installed. */
    postgres: { readonly url: string } | undefined;
  }
}

/** The one server of this run, whichever projects need it, and how many of them still do. */
const shared: { server: Promise<PostgresServer> | undefined; users: number } = ((
  globalThis as { [key: symbol]: unknown }
)[Symbol.for("runledger.postgres")] ??= { server: undefined, users: 0 }) as never;

/**
 * Starts PostgreSQL before the tests of a project that needs it, and gives them its address.
 *
 * Without PostgreSQL its tests are left out, and that is said; where CI runs them on Linux they have to be run.
 *
 * @returns how to stop it
 */
export default async function providePostgres(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  if (findPrograms() === undefined) {
    leaveOut();
    project.provide("postgres", undefined);
    return undefined;
  }
  shared.server ??= PostgresServer.start();
  shared.users += 1;
  const server = await shared.server;
  project.provide("postgres", { url: server.url("postgres") });
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    shared.server = undefined;
    await server[Symbol.asyncDispose]();
  };
}

let said = false;

function leaveOut(): void {
  const why = "PostgreSQL 15 or later is not on this machine";
  const wayOut =
    "Install it (Debian: apt-get install postgresql), or say in RUNLEDGER_POSTGRES_BIN where its programs are";
  if (process.env["CI"] === "true" && process.platform === "linux") {
    throw new Error(`${why}, and CI has to run its tests. ${wayOut}.`);
  }
  if (said) return;
  said = true;
  console.warn(`Left out: the tests with PostgreSQL. ${why}. ${wayOut}.`);
}
