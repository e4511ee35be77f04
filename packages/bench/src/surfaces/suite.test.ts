import { expect, test } from "vitest";
import type { Results } from "../suite.ts";
import { callsCase, callsName } from "./calls-case.ts";
import { SURFACES } from "./report.ts";
import { surfacesSuite } from "./suite.ts";
import { worksOf } from "./work.ts";

test("goals name cases that there are, and tables have a row for each protocol", () => {
  const names = surfacesSuite.cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const goal of surfacesSuite.goals) expect(names).toContain(goal.case);
  const all = new Proxy({} satisfies Results, {
    get: (_, name) => {
      expect(names).toContain(name);
      return new Proxy({}, { get: () => ({ median: 2, least: 1, greatest: 3 }) });
    },
  });
  for (const each of SURFACES) expect(surfacesSuite.report(all)).toContain(`| ${each} | 2 |`);
});

test.each(["gRPC, HTTP/2", "GraphQL"] as const)(
  "%s is measured, all that the tables ask for",
  async (protocol) => {
    const metrics = await callsCase(protocol, 0.01).run();
    const works = Object.keys(worksOf(protocol));
    for (const work of works) {
      expect(metrics[`${work}: µs/call`], callsName(protocol)).toBeGreaterThan(0);
      expect(metrics[`${work}: µs/call, ledger`]).toBeGreaterThan(0);
    }
  },
  120_000,
);
