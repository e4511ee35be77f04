import { cacheCases } from "./cache.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { entityCases } from "./entities.ts";
import { deletionCases } from "./deletions.ts";
import { feedCases } from "./feeds.ts";
import { filterCases } from "./filters.ts";
import { guardCases } from "./guards.ts";
import { listCases } from "./lists.ts";
import { lookupCases } from "./lookups.ts";
import { outlineCases } from "./outlines.ts";
import { summaryCases } from "./summaries.ts";
import { transactionCases } from "./transactions.ts";
import { workCases } from "./work.ts";

export type { ConformanceCase } from "./conformance-case.ts";
export type { HandMadeMove, StoreHarness } from "./harness.ts";
export { createDatabase, type TestDatabase } from "../postgres-server/create-database.ts";
export { emptyDatabase } from "../postgres-server/empty-database.ts";
export {
  findPrograms as findPostgres,
  type PostgresPrograms,
} from "../postgres-server/find-programs.ts";
export {
  PostgresServer,
  type PostgresServerOptions,
  type StopMode,
} from "../postgres-server/postgres-server.ts";
export { runStatement } from "../postgres-server/run-statement.ts";

/**
 * Everything that a store promises, as cases that need no particular test runner: register each as a test that runs it
 * with a harness.
 */
export const conformanceCases: readonly ConformanceCase[] = [
  ...transactionCases,
  ...lookupCases,
  ...listCases,
  ...filterCases,
  ...outlineCases,
  ...summaryCases,
  ...feedCases,
  ...deletionCases,
  ...guardCases,
  ...entityCases,
  ...workCases,
  ...cacheCases,
];
