import { createDatabase, findPostgres, PostgresServer } from "@runledger/store/testing";
import { openStore } from "@runledger/store";
import { describe, expect, test } from "vitest";
import { story } from "../store/synthesize-changes.ts";
import { contenders, type ContenderName } from "./contenders.ts";
import { postgresSuite, reportPostgres } from "./suite.ts";
import { workloadOf } from "./workload.ts";
import { writeCase } from "./write-case.ts";

describe.skipIf(findPostgres() === undefined)("on a server", () => {
  test.each(Object.keys(contenders) as ContenderName[])(
    "%s keeps what it is given",
    async (name) => {
      await using server = await PostgresServer.start();
      const { url } = await createDatabase(server.url("postgres"));
      const contender = await contenders[name](url);
      for (const batch of workloadOf({ batch: 100, producers: 1, runs: 3 }).slice(0, 5)) {
        await contender.write(batch);
      }
      await contender.close();
      const store = await openStore(url);
      const runs = await store.listRuns({ filter: [], sort: [], limit: 10 });
      let reports = 0;
      for (const { id } of runs) {
        const events = await store.listEvents({ runId: id, above: 0, limit: 1000 });
        reports += events.filter(({ producer }) => producer === "bench").length;
      }
      await store.close();
      expect([runs.length, reports]).toEqual([3, 500]);
    },
    120_000,
  );

  test("a case measures itself beside the bare statements", async () => {
    const metrics = await writeCase({ batch: 100, producers: 2, runs: 2 }, "ledger").run();
    expect(metrics["of bare"]).toBeGreaterThan(0);
    expect(metrics["reports/s"]).toBeGreaterThan(0);
  }, 120_000);
});

test("every producer has a batch to send, and the whole story is told", () => {
  const load = { batch: 100, producers: 8, runs: 10 };
  const batches = workloadOf(load);
  expect(batches.length).toBeGreaterThan(load.producers);
  const phases = new Set(batches.flatMap(({ reports }) => reports.map(({ event }) => event.phase)));
  expect(phases).toEqual(new Set(story()));
});

test("cases have names of their own, and goals and tables name cases that there are", () => {
  const names = postgresSuite.cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const goal of postgresSuite.goals) expect(names).toContain(goal.case);
  const asked = new Set<string>();
  const all = new Proxy({}, { get: (_, name) => (asked.add(String(name)), {}) });
  expect(reportPostgres(all)).toContain("| 1,000 |");
  expect([...asked].filter((name) => !names.includes(name))).toEqual([]);
});
