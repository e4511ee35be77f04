import { Counter, Gauge, Registry } from "prom-client";
import type { Mirror } from "./mirror.ts";

/** Makes the metrics of a mirror, all of which begin with `runledger_mirror_`: its own counts, read when they are asked for. */
export function mirrorMetrics(mirror: Pick<Mirror, "counts" | "open" | "calls">): Registry {
  const { counts } = mirror;
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number): void => {
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(read()) });
  };
  const counter = (name: string, help: string, label: string, read: () => Counts): void => {
    const made: Counter = new Counter({
      name,
      help,
      labelNames: label === "" ? [] : [label],
      registers,
      collect: () => {
        made.reset();
        for (const [value, count] of read())
          made.inc(label === "" ? {} : { [label]: value }, count);
      },
    });
  };
  gauge(
    "runledger_mirror_open_runs",
    "Runs that haven't ended, or aren't whole in the ledger yet.",
    () => mirror.open,
  );
  gauge(
    "runledger_mirror_listed_timestamp_seconds",
    "When all of upstream was last listed and compared, in seconds since 1970. 0: not yet.",
    () => counts.listedAt / 1000,
  );
  counter("runledger_mirror_runs_total", "Runs that are done with, by why.", "state", () => [
    ["whole", counts.whole],
    ["ended", counts.ended],
    ["taken", counts.taken],
    ["gone", counts.gone],
  ]);
  counter("runledger_mirror_reports_total", "Reports, by what became of them.", "outcome", () =>
    [...counts.outcomes].map(([outcome, count]) => [outcome.toLowerCase(), count]),
  );
  counter("runledger_mirror_refused_total", "What the ledger has refused.", "", () => [
    ["", counts.refused],
  ]);
  counter("runledger_mirror_passed_total", "What was passed upstream.", "what", () => [
    ["abort", counts.aborts],
    ["signal", counts.signals],
  ]);
  counter("runledger_mirror_troubles_total", "What went wrong and was tried again.", "", () => [
    ["", counts.troubles],
  ]);
  counter(
    "runledger_mirror_calls_total",
    "Calls and watches of upstream that were begun.",
    "",
    () => [["", mirror.calls]],
  );
  return registry;
}

/** How many of each. */
type Counts = readonly (readonly [label: string, count: number])[];
