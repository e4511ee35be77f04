import { expect, test } from "vitest";
import type { Results } from "../suite.ts";
import { SURFACES } from "./questions.ts";
import { readCase } from "./read-case.ts";
import { flyte1Suite } from "./suite.ts";

test("goals and tables ask for what the cases measure, over every surface", async () => {
  const measured = await Promise.all(
    SURFACES.map(async (surface) => readCase(surface, 300, 0.01).run()),
  );
  const names = flyte1Suite.cases.map(({ name }) => name);
  for (const { case: name, metric } of flyte1Suite.goals) {
    expect(names).toContain(name);
    for (const metrics of measured) expect(metrics[metric]).toBeGreaterThan(0);
  }
  const results: Results = Object.fromEntries(
    names.map((name) => [
      name,
      Object.fromEntries(
        Object.keys(measured[0] ?? {}).map((metric) => [
          metric,
          { median: 2, least: 1, greatest: 3 },
        ]),
      ),
    ]),
  );
  const report = flyte1Suite.report(results);
  expect(report).not.toContain("–");
  expect(report.match(/\| 100000 \| gRPC \| 2/g)).toHaveLength(4);
}, 60_000);
