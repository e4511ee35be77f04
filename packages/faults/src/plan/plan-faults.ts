import type { Random } from "./random.ts";
import type { DatabaseKind, FaultAction, PlannedFault } from "./round-plan.ts";

/** What faults are planned for. */
export interface FaultScope {
  readonly database: DatabaseKind;
  readonly gateways: number;
  readonly watchers: number;
  /** Whether the power may go. */
  readonly power: boolean;
  /** How many reports will be acknowledged. */
  readonly total: number;
  readonly count: number;
}

type Draw = (random: Random, scope: FaultScope) => FaultAction;

const gateway = (random: Random, { gateways }: FaultScope): number => random.below(gateways);

const everywhere: readonly Draw[] = [
  (random, scope) => ({ kind: "kill-gateway", gateway: gateway(random, scope) }),
  (random, scope) => ({ kind: "stop-gateway", gateway: gateway(random, scope) }),
  (random, scope) => ({ kind: "cut-clients", gateway: gateway(random, scope) }),
  (random, scope) => ({ kind: "hold-clients", gateway: gateway(random, scope) }),
  (random, scope) => ({ kind: "half-open-clients", gateway: gateway(random, scope) }),
  (random, scope) => ({
    kind: "delay-clients",
    gateway: gateway(random, scope),
    delay: random.between(5, 80),
  }),
  (random, { watchers }) => ({ kind: "pause-watcher", watcher: random.below(watchers) }),
];

const ofDatabase: readonly Draw[] = [
  () => ({ kind: "restart-database" }),
  () => ({ kind: "fail-over" }),
  (random, scope) => ({ kind: "cut-database", gateway: gateway(random, scope) }),
  (random, scope) => ({ kind: "hold-database", gateway: gateway(random, scope) }),
  (random, scope) => ({ kind: "half-open-database", gateway: gateway(random, scope) }),
  (random, scope) => ({ kind: "drop-notifications", gateway: gateway(random, scope) }),
];

const ofPower: readonly Draw[] = [() => ({ kind: "cut-power" })];

/** How many kinds of faults there are with a database. */
export function countKinds(database: DatabaseKind): number {
  return everywhere.length + (database === "postgres" ? ofDatabase.length : 0);
}

/** Chooses what goes wrong and when: every kind in turn, in a drawn order, before any comes a second time. */
export function planFaults(random: Random, scope: FaultScope): PlannedFault[] {
  const { database, power, total, count } = scope;
  const draws = [
    ...(power ? [] : everywhere),
    ...(database === "postgres" ? ofDatabase : []),
    ...(power ? ofPower : []),
  ];
  const chosen: Draw[] = [];
  while (chosen.length < count) chosen.push(...random.stir(draws));
  const faults = chosen.slice(0, count).map((draw) => ({
    at: random.below(Math.floor(total * 0.9)),
    span: random.between(20, Math.max(20, Math.floor(total / 8))),
    lasts: random.between(200, 3000),
    action: draw(random, scope),
  }));
  return faults.sort((a, b) => a.at - b.at);
}
