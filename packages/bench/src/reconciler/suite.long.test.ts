import { findPostgres } from "@runledger/store/testing";
import { describe, expect, test } from "vitest";
import { type ContenderName, withQueue } from "./contenders.ts";
import { hasRedis } from "./redis-server.ts";
import { reconcilerSuite, reportReconciler } from "./suite.ts";

const isHere: Readonly<Record<ContenderName, boolean>> = {
  sqlite: true,
  postgres: findPostgres() !== undefined,
  "pg-boss": findPostgres() !== undefined,
  bullmq: hasRedis(),
};

describe.each(["sqlite", "postgres", "pg-boss", "bullmq"] as const)("%s", (name) => {
  test.skipIf(!isHere[name])("does each job once", { timeout: 120_000 }, async () => {
    const begun: number[] = [];
    await withQueue(name, async (queue) => {
      await queue.work(2, (job) => void begun.push(job));
      await queue.add(0, 30);
      await queue.add(30, 20);
      await queue.ended(50);
    });
    expect(begun.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, job) => job));
  });
});

test("what is left out is told", () => {
  const once = { median: 1, least: 1, greatest: 1 };
  const results = { "map sqlite": { s: once, "MB resident": once } };
  expect(reportReconciler(results)).toMatch(
    /Left out.*: here, PostgreSQL; pg-boss.*; BullMQ, Redis/,
  );
  expect(reconcilerSuite.goals.map(({ case: each }) => each)).toContain("work sqlite 1");
});
