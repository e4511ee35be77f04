import type { Ledger, LedgerStats } from "@runledger/ledger";
import { Counter, Gauge, type Registry } from "prom-client";

/** Something that a metric tells: a number for each value of its label, or one without any. */
type Values = Readonly<Record<string, number>> | number;

interface LedgerMetric {
  readonly type: "counter" | "gauge";
  readonly name: string;
  readonly help: string;
  readonly label?: string;
  readonly values: (stats: LedgerStats) => Values;
}

/** What the ledger tells of itself. The values of each label are the ledger's own closed sets. */
const metrics: readonly LedgerMetric[] = [
  {
    type: "counter",
    name: "runledger_reports_total",
    help: "Reports answered, by what became of them.",
    label: "outcome",
    values: ({ reports }) => reports,
  },
  {
    type: "counter",
    name: "runledger_transactions_total",
    help: "Transactions of the ledger: committed, or attempts at one that failed.",
    label: "result",
    values: ({ transactions: { committed, failed } }) => ({ committed, failed }),
  },
  {
    type: "gauge",
    name: "runledger_queue_reports",
    help: "Reports and declarations that wait to be written.",
    values: ({ queue }) => queue.reports,
  },
  {
    type: "gauge",
    name: "runledger_queue_bytes",
    help: "Bytes of reports and declarations that wait to be written.",
    values: ({ queue }) => queue.bytes,
  },
  {
    type: "gauge",
    name: "runledger_watches",
    help: "Watches open now, by what they watch.",
    label: "kind",
    values: ({ watches }) => ({ ...watches }),
  },
  {
    type: "gauge",
    name: "runledger_views",
    help: "Views of runs: watched by somebody, kept though idle, being filled, waiting to be filled.",
    label: "state",
    values: ({ views: { watched, idle, filling, waiting } }) => ({
      watched,
      idle,
      filling,
      waiting,
    }),
  },
  {
    type: "gauge",
    name: "runledger_view_actions",
    help: "Actions that the views of runs hold.",
    values: ({ views }) => views.actions,
  },
  {
    type: "gauge",
    name: "runledger_view_bytes",
    help: "About how much memory the views of runs take, by whether somebody watches them.",
    label: "state",
    values: ({ views: { bytes, idleBytes } }) => ({
      watched: bytes - idleBytes,
      idle: idleBytes,
    }),
  },
];

/** Adds what a ledger tells of itself. It is asked when somebody reads the metrics, and costs nothing in between. */
export function addLedgerMetrics(registry: Registry, ledger: Pick<Ledger, "stats">): void {
  for (const metric of metrics) addMetric(registry, metric, ledger);
}

function addMetric(
  registry: Registry,
  { type, name, help, label, values }: LedgerMetric,
  ledger: Pick<Ledger, "stats">,
): void {
  const read = (): readonly (readonly [labels: Record<string, string>, value: number])[] => {
    const found = values(ledger.stats());
    if (typeof found === "number") return [[{}, found]];
    return Object.entries(found).map(([value, count]) => [{ [label ?? ""]: value }, count]);
  };
  const labelNames = label === undefined ? [] : [label];
  registry.registerMetric(
    type === "gauge"
      ? new Gauge({
          ...{ name, help, labelNames, registers: [] },
          collect() {
            for (const [labels, value] of read()) this.set(labels, value);
          },
        })
      : new Counter({
          ...{ name, help, labelNames, registers: [] },
          collect() {
            // The ledger counts from its opening on; what is shown is its count, not one beside it.
            this.reset();
            for (const [labels, value] of read()) this.inc(labels, value);
          },
        }),
  );
}
