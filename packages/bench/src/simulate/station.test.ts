import { describe, expect, test } from "vitest";
import { Draws } from "./draws.ts";
import { Simulation } from "./simulation.ts";
import { Station, type StationFigures } from "./station.ts";

const CUSTOMERS = 300_000;

/** Sends customers to a station, as often as makes its servers so busy, each for a second on average. */
function serve(
  servers: number,
  utilization: number,
  service: (draws: Draws) => number,
): StationFigures {
  const simulation = new Simulation();
  const station = new Station(simulation, servers);
  const draws = new Draws(7);
  const between = 1 / (servers * utilization);
  const come = (): void => {
    station.take(service(draws), () => {});
    simulation.after(draws.exponential(between), come);
  };
  come();
  simulation.run(CUSTOMERS * between);
  return station.takeFigures();
}

/** The chance to have to wait, with Poisson arrivals and exponential service. Source: A. K. Erlang, 1917 ("Erlang C"). */
function erlangC(servers: number, utilization: number): number {
  const load = servers * utilization;
  let term = 1;
  let sum = 1;
  for (let k = 1; k < servers; k += 1) {
    term *= load / k;
    sum += term;
  }
  const last = (term * load) / servers / (1 - utilization);
  return last / (sum + last);
}

describe.each([0.3, 0.5, 0.7, 0.85])(
  "at a utilization of %d a station waits as theory says",
  (rho) => {
    test("with exponential service (M/M/1)", () => {
      const { meanWait, utilization } = serve(1, rho, (draws) => draws.exponential(1));
      expect(utilization / rho).toBeCloseTo(1, 1.5);
      expect(meanWait / (rho / (1 - rho))).toBeCloseTo(1, 1);
    });

    test("with a service that always takes as long (M/D/1, Pollaczek and Khinchine)", () => {
      const { meanWait } = serve(1, rho, () => 1);
      expect(meanWait / (rho / (2 * (1 - rho)))).toBeCloseTo(1, 1);
    });

    test("with four servers (M/M/4, Erlang C)", () => {
      const { meanWait } = serve(4, rho, (draws) => draws.exponential(1));
      expect(meanWait / (erlangC(4, rho) / (4 * (1 - rho)))).toBeCloseTo(1, 1);
    });
  },
);

test("a queue without room refuses (M/M/1/K)", () => {
  const simulation = new Simulation();
  const station = new Station(simulation, 1, 3);
  const draws = new Draws(3);
  const come = (): void => {
    station.take(draws.exponential(1), () => {});
    simulation.after(draws.exponential(1 / 0.9), come);
  };
  come();
  simulation.run(200_000);
  const { refused, served, longestQueue } = station.takeFigures();
  // (1 - rho) rho^K / (1 - rho^(K+1)), with one served and three waiting.
  const expected = (0.1 * 0.9 ** 4) / (1 - 0.9 ** 5);
  expect(refused / (refused + served) / expected).toBeCloseTo(1, 1);
  expect(longestQueue).toBe(3);
});

test("what is to happen at the same time happens in the order in which it was asked for", () => {
  const simulation = new Simulation();
  const told: number[] = [];
  for (let index = 0; index < 100; index += 1) {
    simulation.after(index % 3, () => told.push(index));
  }
  simulation.run(5);
  const expected = Array.from({ length: 100 }, (_, index) => index).sort(
    (a, b) => (a % 3) - (b % 3) || a - b,
  );
  expect(told).toEqual(expected);
  expect(simulation.now).toBe(5);
});
