/** One parameter of the simulation. */
export interface Parameter {
  readonly value: number;
  readonly meaning: string;
}

/** A value for each parameter. What they mean is said below. */
export interface Scenario {
  readonly reportsPerSecond: number;
  readonly peak: number;
  readonly batch: number;
  readonly reportsPerAction: number;
  readonly actionsPerRun: number;
  readonly runMinutes: number;
  readonly watchers: number;
  readonly gateways: number;
  readonly gatewayRequest: number;
  readonly gatewayReport: number;
  readonly gatewayFrame: number;
  readonly gatewayMemory: number;
  readonly actionMemory: number;
  readonly transactions: number;
  readonly databaseCores: number;
  readonly databaseRequest: number;
  readonly databaseReport: number;
  readonly flush: number;
  readonly reportBytes: number;
  readonly actionBytes: number;
  readonly logBytes: number;
  readonly diskBandwidth: number;
  readonly diskSize: number;
  readonly retention: number;
  readonly archiveReport: number;
  readonly archiveBytes: number;
  readonly queue: number;
  readonly sample: number;
  readonly seed: number;
}

/**
 * What is simulated, where nothing else is said. Costs were measured on the machine of docs/scaling.md, which says how; a
 * machine of your own is described by flags.
 */
export const parameters: Readonly<Record<keyof Scenario, Parameter>> = {
  reportsPerSecond: { value: 10_000, meaning: "reports a second, over the day" },
  peak: { value: 2, meaning: "how many times that the busiest moment has" },
  batch: { value: 100, meaning: "reports in a request" },
  reportsPerAction: { value: 5, meaning: "reports on an action" },
  actionsPerRun: { value: 1000, meaning: "actions in a run" },
  runMinutes: { value: 30, meaning: "how long a run takes" },
  watchers: { value: 2000, meaning: "watches of a run that are open" },
  gateways: { value: 3, meaning: "gateways, each with a core of its own" },
  gatewayRequest: { value: 900, meaning: "µs of a gateway's processor for a request" },
  gatewayReport: { value: 98, meaning: "µs of a gateway's processor for a report" },
  gatewayFrame: { value: 10, meaning: "µs of a gateway's processor for a frame of a watch" },
  gatewayMemory: { value: 4, meaning: "GB that a gateway may take for run views" },
  actionMemory: {
    value: 1700,
    meaning: "bytes of a gateway's memory for an action that is watched",
  },
  transactions: { value: 4, meaning: "transactions of a gateway at once" },
  databaseCores: { value: 4, meaning: "cores of the database's machine" },
  databaseRequest: { value: 1500, meaning: "µs of the database's processor for a transaction" },
  databaseReport: { value: 125, meaning: "µs of the database's processor for a report" },
  flush: { value: 1, meaning: "ms until a commit is on the disk" },
  reportBytes: { value: 315, meaning: "bytes on the disk for a report, its indices included" },
  actionBytes: { value: 1130, meaning: "bytes on the disk for an action, its indices included" },
  logBytes: { value: 2440, meaning: "bytes of the write-ahead log for a report" },
  diskBandwidth: { value: 500, meaning: "MB a second that the disk takes" },
  diskSize: { value: 2000, meaning: "GB of the disk" },
  retention: { value: 3, meaning: "days until runs are archived and deleted" },
  archiveReport: {
    value: 35,
    meaning: "µs of a gateway's processor to archive a report; 0 where runs are deleted only",
  },
  archiveBytes: { value: 27, meaning: "bytes of a report in an archive, compressed" },
  queue: { value: 1000, meaning: "requests that may wait; more are refused" },
  sample: { value: 60, meaning: "seconds of each hour that are simulated; 3600 for all of it" },
  seed: { value: 1, meaning: "the seed of what is drawn" },
};

/** What is simulated where nothing is said. */
export const defaultScenario: Scenario = Object.fromEntries(
  Object.entries(parameters).map(([name, { value }]) => [name, value]),
) as unknown as Scenario;
