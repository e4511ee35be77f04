import { expect, test } from "vitest";
import {
  archivedADay,
  archiveWork,
  databaseWork,
  findLimits,
  frameWork,
  gatewayWork,
} from "./find-limits.ts";
import { type Scenario, defaultScenario } from "./parameters.ts";
import { readScenario } from "./read-scenario.ts";
import { hourlyRates, simulateDay } from "./simulate-day.ts";
import { tellDay } from "./tell-day.ts";

const small: Scenario = { ...defaultScenario, sample: 30 };

test("stations are as busy as the arithmetic says", () => {
  for (const { hour, gateways, database, reportsPerSecond } of simulateDay(small)) {
    expect(reportsPerSecond).toBe(hourlyRates(small)[hour]);
    const requests = gatewayWork(small, reportsPerSecond) + frameWork(small) + archiveWork(small);
    expect(gateways.utilization).toBeCloseTo(requests / small.gateways, 1);
    const share = databaseWork(small, reportsPerSecond) / small.databaseCores;
    expect(database.utilization).toBeCloseTo(share, 1);
  }
});

test("the day has as many reports as its mean says, and the peak that was asked for", () => {
  for (const peak of [1, 1.5, 2, 5, 20]) {
    const rates = hourlyRates({ ...small, peak });
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / 24;
    expect(mean / small.reportsPerSecond).toBeCloseTo(1, 6);
    expect(Math.max(...rates) / small.reportsPerSecond).toBeCloseTo(peak, 6);
  }
});

test("archives take what they cost, and nothing where runs are deleted only", () => {
  const without = { ...small, archiveReport: 0 };
  const shareOf = (scenario: Scenario): number | undefined =>
    findLimits(scenario).find(({ resource }) => resource === "gateways' processors")?.share;
  const cores = ((shareOf(small) ?? 0) - (shareOf(without) ?? 0)) * small.gateways;
  expect(cores).toBeCloseTo(small.reportsPerSecond * small.archiveReport * 1e-6, 9);
  expect(archivedADay(without)).toBe(0);
  const hours = simulateDay({ ...without, sample: 5 });
  expect(tellDay(without, hours)).not.toContain("archive");
  expect(tellDay(small, hours)).toContain("Archives grow by 23 GB a day.");
});

test("what is too much is refused, and said to be", () => {
  const scenario = { ...small, gateways: 2, queue: 20, sample: 10 };
  const hours = simulateDay(scenario);
  expect(hours[14]?.gateways.refused).toBeGreaterThan(0);
  expect(hours[2]?.gateways.refused).toBe(0);
  const [first] = findLimits(scenario);
  expect(first).toMatchObject({ resource: "gateways' processors" });
  expect(first?.share).toBeGreaterThan(1);
  expect(tellDay(scenario, hours)).toContain("It does not hold. The first limit: gateways'");
});

test("the same seed gives the same day", () => {
  const scenario = { ...small, sample: 5 };
  expect(simulateDay(scenario)).toEqual(simulateDay(scenario));
  expect(simulateDay({ ...scenario, seed: 2 })).not.toEqual(simulateDay(scenario));
});

test("flags are read, and wrong ones named", () => {
  expect(readScenario(["--reports-per-second", "5"])).toMatchObject({
    kind: "run",
    scenario: { reportsPerSecond: 5, batch: defaultScenario.batch },
  });
  expect(readScenario(["--batch", "0"])).toMatchObject({ kind: "wrong" });
  expect(readScenario(["--bach", "1"])).toMatchObject({ kind: "wrong" });
  expect(readScenario(["--help"])).toEqual({ kind: "help" });
});
