import type { Cluster } from "../cluster/cluster.ts";
import type { LinkFilter } from "../network/network.ts";
import type { FaultAction, PlannedFault } from "../plan/round-plan.ts";
import { Turns } from "./turns.ts";

/** What faults are done to. */
export interface FaultField {
  readonly cluster: Cluster;
  /** Faults to one process come one after the other. */
  readonly turns: Turns;
  /** Waits until a fault is over. */
  readonly endure: (fault: PlannedFault) => Promise<void>;
  /** Makes the disk forget what was never flushed to it. */
  readonly losePower: () => Promise<void>;
}

/** Carries a fault out, and resolves once it is over and what it broke is mended. */
export async function runFault(fault: PlannedFault, field: FaultField): Promise<void> {
  const { action } = fault;
  switch (action.kind) {
    case "kill-gateway":
    case "stop-gateway":
    case "cut-power":
      return onProcess(action, fault, field);
    case "restart-database":
    case "fail-over":
      return field.turns.take("database", async () => {
        const { database } = field.cluster;
        const isGone = action.kind === "fail-over";
        const mend = await (isGone ? database.failOver?.() : database.crash?.());
        await field.endure(fault);
        await mend?.();
      });
    default:
      return onNetwork(action, fault, field);
  }
}

async function onProcess(
  action: Extract<FaultAction, { kind: "kill-gateway" | "stop-gateway" | "cut-power" }>,
  fault: PlannedFault,
  { cluster, turns, endure, losePower }: FaultField,
): Promise<void> {
  const index = action.kind === "cut-power" ? 0 : action.gateway;
  await turns.take(`gateway ${index}`, async () => {
    const gateway = cluster.gateways[index];
    if (action.kind === "stop-gateway") {
      gateway?.signal("SIGSTOP");
      await endure(fault);
      gateway?.signal("SIGCONT");
      return;
    }
    await gateway?.stop("SIGKILL");
    if (action.kind === "cut-power") await losePower();
    else await endure(fault);
    await gateway?.start();
  });
}

type NetworkAction = Exclude<
  FaultAction,
  { kind: "kill-gateway" | "stop-gateway" | "cut-power" | "restart-database" | "fail-over" }
>;

async function onNetwork(
  action: NetworkAction,
  fault: PlannedFault,
  { cluster, endure }: FaultField,
): Promise<void> {
  const { network } = cluster;
  const isMeant = linksOf(action);
  switch (action.kind) {
    case "cut-clients":
    case "cut-database":
      network.each(isMeant, (link) => link.cut());
      return;
    case "half-open-clients":
    case "half-open-database":
      network.each(isMeant, (link) => link.halfOpen());
      return;
    default: {
      const end = network.begin(isMeant, weatherOf(action));
      await endure(fault);
      end();
    }
  }
}

function weatherOf(action: NetworkAction): Parameters<Cluster["network"]["begin"]>[1] {
  switch (action.kind) {
    case "delay-clients":
      return { delay: action.delay };
    case "pause-watcher":
      return { readingHeld: true };
    case "drop-notifications":
      return { notificationsDropped: true };
    default:
      return { held: true };
  }
}

function linksOf(action: NetworkAction): LinkFilter {
  if (action.kind === "pause-watcher") {
    return ({ from }) => from === `watcher ${action.watcher}`;
  }
  const name = `gateway ${action.gateway}`;
  const isOfDatabase = action.kind.endsWith("-database") || action.kind === "drop-notifications";
  return isOfDatabase
    ? ({ from, to }) => from === name && to === "database"
    : ({ to }) => to === name;
}
