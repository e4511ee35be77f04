import { findPostgres } from "@runledger/store/testing";
import { expect, test } from "vitest";
import type { Results } from "../suite.ts";
import { databases } from "./in-database.ts";
import { latencyCase } from "./latency-case.ts";
import { snapshotCase } from "./snapshot-case.ts";
import { viewsSuite } from "./suite.ts";
import { windowCase } from "./window-case.ts";

test("cases have names of their own, and goals and tables name cases and metrics that there are", () => {
  const names = viewsSuite.cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const goal of viewsSuite.goals) expect(names).toContain(goal.case);
  const all = new Proxy({} satisfies Results, {
    get: (_, name) => {
      expect(names).toContain(name);
      return new Proxy({}, { get: () => ({ median: 2, least: 1, greatest: 3 }) });
    },
  });
  expect(viewsSuite.report(all)).toContain("| PostgreSQL | 100,000 | 2 | 2 | 2 | 2 |");
});

const measured = databases.filter(
  (database) => database === "SQLite" || findPostgres() !== undefined,
);

test.each(measured)(
  "each case measures what its table asks for: %s",
  async (database) => {
    const cases = [snapshotCase(300, database), windowCase(300, database)];
    // Seconds, whatever the database.
    if (database === "SQLite") cases.push(latencyCase(2, database));
    for (const { run } of cases) {
      for (const value of Object.values(await run())) expect(Number.isFinite(value)).toBe(true);
    }
  },
  120_000,
);
