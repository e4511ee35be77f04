import type { ConformanceCase } from "./conformance-case.ts";
import { feedCases } from "./feeds.ts";
import { filterCases } from "./filters.ts";
import { guardCases } from "./guards.ts";
import { listCases } from "./lists.ts";
import { lookupCases } from "./lookups.ts";
import { summaryCases } from "./summaries.ts";
import { transactionCases } from "./transactions.ts";

export type { ConformanceCase } from "./conformance-case.ts";
export type { HandMadeMove, StoreHarness } from "./harness.ts";

/**
 * Everything that a store promises, as cases that need no particular test runner: register each as a test that runs it
 * with a harness.
 */
export const conformanceCases: readonly ConformanceCase[] = [
  ...transactionCases,
  ...lookupCases,
  ...listCases,
  ...filterCases,
  ...summaryCases,
  ...feedCases,
  ...guardCases,
];
