import type { Scenario } from "./parameters.ts";

/** Something of which there is only so much. */
export interface Limit {
  readonly resource: string;
  /** How much of it is used at the busiest moment, of what there is: above 1 it is not enough. */
  readonly share: number;
  readonly used: string;
  readonly available: string;
  readonly wayOut: string;
}

const SECONDS_A_DAY = 86_400;
const MICRO = 1e-6;

/** Works out how much of everything is used at the busiest moment, the scarcest first. */
export function findLimits(scenario: Scenario): Limit[] {
  const rate = scenario.reportsPerSecond * scenario.peak;
  const cores = (share: number): string => `${share.toFixed(2)} cores`;
  const gateway = gatewayWork(scenario, rate) + frameWork(scenario) + archiveWork(scenario);
  const database = databaseWork(scenario, rate);
  const lanes = database + (rate / scenario.batch) * scenario.flush * 1e-3;
  const log = (rate * scenario.logBytes) / 1e6;
  const size = (bytesADay(scenario) * scenario.retention) / 1e9;
  const memory = viewMemory(scenario) / 1e9;
  return [
    {
      resource: "gateways' processors",
      share: gateway / scenario.gateways,
      used: cores(gateway),
      available: cores(scenario.gateways),
      wayOut: "more gateways; larger batches",
    },
    {
      resource: "database's processors",
      share: database / scenario.databaseCores,
      used: cores(database),
      available: cores(scenario.databaseCores),
      wayOut: "larger batches; a larger machine; runs split over several databases",
    },
    {
      resource: "transactions at once",
      share: lanes / (scenario.gateways * scenario.transactions),
      used: lanes.toFixed(1),
      available: String(scenario.gateways * scenario.transactions),
      wayOut: "--database-transactions; larger batches",
    },
    {
      resource: "disk, written",
      share: log / scenario.diskBandwidth,
      used: `${log.toFixed(0)} MB/s`,
      available: `${scenario.diskBandwidth} MB/s`,
      wayOut: "a faster disk; runs split over several databases",
    },
    {
      resource: "disk, kept",
      share: size / scenario.diskSize,
      used: `${size.toFixed(0)} GB`,
      available: `${scenario.diskSize} GB`,
      wayOut: "a larger disk; a shorter retention",
    },
    {
      resource: "gateways' memory for views",
      share: memory / scenario.gatewayMemory,
      used: `${memory.toFixed(2)} GB each`,
      available: `${scenario.gatewayMemory} GB each`,
      wayOut: "watches of one run to one gateway; windows of large trees",
    },
  ].sort((a, b) => b.share - a.share);
}

/** How many cores requests keep busy in the gateways. */
export function gatewayWork(scenario: Scenario, rate: number): number {
  const { batch, gatewayReport, gatewayRequest } = scenario;
  return (rate / batch) * (gatewayRequest + batch * gatewayReport) * MICRO;
}

/** How many cores frames of watches keep busy in the gateways. Each report on a watched run may make one. */
export function frameWork(scenario: Scenario): number {
  return scenario.watchers * framesPerWatch(scenario) * scenario.gatewayFrame * MICRO;
}

/**
 * How many cores archiving keeps busy in the gateways: what came in a day goes out in a day, at any hour, once the database no longer
 * grows.
 */
export function archiveWork({ archiveReport, reportsPerSecond }: Scenario): number {
  return reportsPerSecond * archiveReport * MICRO;
}

/** How many bytes a day adds to the archives. */
export function archivedADay({ archiveBytes, archiveReport, reportsPerSecond }: Scenario): number {
  return archiveReport === 0 ? 0 : SECONDS_A_DAY * reportsPerSecond * archiveBytes;
}

/** How many cores transactions keep busy in the database. */
export function databaseWork(scenario: Scenario, rate: number): number {
  const { batch, databaseReport, databaseRequest } = scenario;
  return (rate / batch) * (databaseRequest + batch * databaseReport) * MICRO;
}

/** How many bytes a day adds to the database. */
export function bytesADay(scenario: Scenario): number {
  const { actionBytes, reportBytes, reportsPerAction, reportsPerSecond } = scenario;
  return SECONDS_A_DAY * reportsPerSecond * (reportBytes + actionBytes / reportsPerAction);
}

/** How many runs are under way, by Little's law. */
export function liveRuns(scenario: Scenario, rate: number): number {
  const { actionsPerRun, reportsPerAction, runMinutes } = scenario;
  return (rate / (actionsPerRun * reportsPerAction)) * runMinutes * 60;
}

/** How many bytes the views of a gateway take: of each run that somebody watches there, once. */
function viewMemory(scenario: Scenario): number {
  const { actionMemory, actionsPerRun, gateways, peak, reportsPerSecond, watchers } = scenario;
  const watched = Math.min(watchers / gateways, liveRuns(scenario, reportsPerSecond * peak));
  return watched * actionsPerRun * actionMemory;
}

function framesPerWatch({ actionsPerRun, batch, reportsPerAction, runMinutes }: Scenario): number {
  const reports = (actionsPerRun * reportsPerAction) / (runMinutes * 60);
  // What one transaction brings is one frame. Batches are of one run here, which is the least that can be shared.
  return Math.max(reports / batch, Math.min(reports, 1));
}
