import type { Ledger } from "@runledger/ledger";
import { Gauge, Registry } from "prom-client";
import { addLedgerMetrics } from "./ledger-metrics.ts";

/** What a gateway counts beside its requests. */
export interface MetricSources {
  readonly version: string;
  readonly ledger: Pick<Ledger, "stats">;
  /** Connections open now. */
  readonly connections: () => number;
}

/** Makes the metrics of one gateway, all of which begin with `runledger_`. */
export function createMetrics({ version, ledger, connections }: MetricSources): Registry {
  const registry = new Registry();
  addLedgerMetrics(registry, ledger);
  const open: Gauge = new Gauge({
    name: "runledger_connections",
    help: "Connections open now, WebSockets among them.",
    registers: [registry],
    collect: () => open.set(connections()),
  });
  const build = new Gauge({
    name: "runledger_build_info",
    help: "1, with the version of the program.",
    labelNames: ["version"],
    registers: [registry],
  });
  build.set({ version }, 1);
  return registry;
}
