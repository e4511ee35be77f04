import { Draws } from "./draws.ts";
import { archiveWork, frameWork } from "./find-limits.ts";
import type { Scenario } from "./parameters.ts";
import { Simulation } from "./simulation.ts";
import { Station, type StationFigures } from "./station.ts";

/** What an hour was like. Latencies in seconds, from a request to its answer. */
export interface Hour {
  readonly hour: number;
  readonly reportsPerSecond: number;
  readonly gateways: StationFigures;
  readonly database: StationFigures;
  /** Requests for which there was no room. */
  readonly refusedPerSecond: number;
  readonly median: number;
  readonly p99: number;
}

const HOURS = 24;
const MICRO = 1e-6;
/** How often the frames of watches are written together, in seconds. */
const TICK = 0.01;
/** How many requests are simulated at most: a few seconds' work. */
const MOST_REQUESTS = 3_000_000;

/**
 * Simulates a day: requests come at random (Poisson), as often as the hour has it, wait for a gateway, then for the database, then
 * for the disk. Watches keep the gateways busy beside them. Of each hour as many seconds are simulated as the scenario says, or fewer
 * where that would be too many requests. What is refused is counted, and stays away.
 */
export function simulateDay(scenario: Scenario): Hour[] {
  const simulation = new Simulation();
  const draws = new Draws(scenario.seed);
  const { batch, gateways, transactions, databaseCores, queue } = scenario;
  const gateway = new Station(simulation, gateways, queue);
  const database = new Station(simulation, Math.min(gateways * transactions, databaseCores), queue);
  let latencies: number[] = [];
  const rates = hourlyRates(scenario);
  const busiest = Math.max(...rates);
  const sample = Math.min(scenario.sample, MOST_REQUESTS / HOURS / (busiest / batch));
  let rate = 0;

  const gatewayTime = (scenario.gatewayRequest + batch * scenario.gatewayReport) * MICRO;
  const databaseTime = (scenario.databaseRequest + batch * scenario.databaseReport) * MICRO;
  const answer = (began: number): void => {
    simulation.after(scenario.flush * 1e-3, () => latencies.push(simulation.now - began));
  };
  const commit = (began: number): void => {
    database.take(databaseTime, () => answer(began));
  };
  const send = (began: number): void => {
    gateway.take(gatewayTime, () => commit(began));
  };
  const come = (): void => {
    // As often as in the busiest hour, and of these as many as the hour has: a Poisson process whose rate changes.
    if (draws.uniform() < rate / busiest) send(simulation.now);
    simulation.after(draws.exponential(batch / busiest), come);
  };
  const beside = (frameWork(scenario) + archiveWork(scenario)) / gateways;
  const write = (): void => {
    if (beside > 0) gateway.take(beside * TICK, () => {});
    simulation.after(TICK, write);
  };

  const hours: Hour[] = [];
  for (const [hour, reportsPerSecond] of rates.entries()) {
    rate = reportsPerSecond;
    if (hour === 0) {
      come();
      for (let each = 0; each < gateways; each += 1) write();
    }
    simulation.run((hour + 1) * sample);
    latencies.sort((a, b) => a - b);
    const [atGateways, atDatabase] = [gateway.takeFigures(), database.takeFigures()];
    hours.push({
      hour,
      reportsPerSecond,
      gateways: atGateways,
      database: atDatabase,
      refusedPerSecond: (atGateways.refused + atDatabase.refused) / sample,
      median: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
    });
    latencies = [];
  }
  return hours;
}

/**
 * Works out how many reports a second come in each hour: a wave with its top at 14 h, whose mean and whose top are what the scenario
 * says, and which is never below 0: a power of e to the cosine of the hour.
 */
export function hourlyRates({ peak, reportsPerSecond }: Scenario): number[] {
  let [low, high] = [0, STEEPEST];
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2;
    if (Math.max(...wave(middle)) < peak) low = middle;
    else high = middle;
  }
  return wave(low).map((each) => each * reportsPerSecond);
}

/** More than this, and the day is one hour long. */
const STEEPEST = 500;
const BISECTIONS = 60;

/** A wave over the hours of a day, with a mean of 1. */
function wave(steepness: number): number[] {
  const hours = Array.from({ length: HOURS }, (_, hour) =>
    // Below 1 everywhere, so that nothing overflows.
    Math.exp(steepness * (Math.cos(((hour - 14) / HOURS) * 2 * Math.PI) - 1)),
  );
  const mean = hours.reduce((sum, each) => sum + each, 0) / HOURS;
  return hours.map((each) => each / mean);
}

function quantile(sorted: readonly number[], at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
}
