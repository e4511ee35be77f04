import { join } from "node:path";
import { type Ledger, openLedger, type Report } from "@runledger/ledger";
import { openStore } from "@runledger/store";
import type { Case, Metrics } from "../suite.ts";
import { inFolder } from "../store/in-folder.ts";
import { story } from "../store/synthesize-changes.ts";
import { makeReport, runId } from "./told-reports.ts";

/** Reports that are measured, after some that warm up. */
const MEASURED = 1000;
const WARM_UP = 200;

/** Names the case of so many watchers of one run of so many actions. */
export function watchName(watchers: number, actions: number): string {
  return `watch ${actions} by ${watchers}`;
}

/**
 * Measures how long after the answer to a report, which comes with its commit, those who watch the run have what it changed.
 * Reports come one at a time, each when all have had the one before.
 */
export function watchCase(watchers: number, actions: number): Case {
  return {
    name: watchName(watchers, actions),
    run: () => inFolder((folder) => run(watchers, actions, folder)),
  };
}

async function run(watchers: number, actions: number, folder: string): Promise<Metrics> {
  const store = await openStore(join(folder, "ledger.db"));
  const ledger = openLedger({ store });
  const [first = 0, second = 0] = story();
  const begin = Array.from({ length: actions }, (_, i) => makeReport(1, i + 1, first, 0));
  const filled = await recordAll(ledger, begin);
  const ending = new AbortController();
  const arrivals = new Arrivals(watchers);
  const watching = Array.from({ length: watchers }, () => watch(ledger, arrivals, ending.signal));
  await arrivals.of(filled);
  const delays: number[] = [];
  for (let told = 1; told <= WARM_UP + MEASURED; told++) {
    // A new version of the report each time, so that there is no end to them.
    const report = makeReport(1, 1 + (told % actions), second, 1);
    report.event.version = told;
    const revision = await recordAll(ledger, [report]);
    const committed = performance.now();
    for (const at of await arrivals.of(revision))
      if (told > WARM_UP) delays.push(Math.max(0, at - committed));
  }
  ending.abort();
  await Promise.all(watching);
  await ledger.close();
  await store.close();
  delays.sort((a, b) => a - b);
  const quantile = (q: number) => (delays[Math.floor(delays.length * q)] ?? Number.NaN) * 1000;
  return { "p50 µs": quantile(0.5), "p99 µs": quantile(0.99) };
}

/** Records reports. Returns the revision of the last one. */
async function recordAll(ledger: Ledger, reports: readonly Report[]): Promise<number> {
  const last = (await ledger.record(reports)).at(-1);
  if (last === undefined || !("revision" in last)) throw new Error("a report wasn't stored");
  return last.revision;
}

async function watch(ledger: Ledger, arrivals: Arrivals, signal: AbortSignal): Promise<void> {
  for await (const { frame } of ledger.watchActions(runId(1), { signal })) {
    const at = performance.now();
    if (frame.case === "snapshotComplete" || frame.case === "changed") {
      arrivals.note(Number(frame.value.revision), at);
    }
  }
}

/** When each watcher had what a revision changed. */
class Arrivals {
  readonly #watchers: number;
  readonly #at = new Map<number, number[]>();
  readonly #waiting = new Map<number, (at: number[]) => void>();

  constructor(watchers: number) {
    this.#watchers = watchers;
  }

  note(revision: number, at: number): void {
    const times = this.#at.get(revision) ?? [];
    times.push(at);
    this.#at.set(revision, times);
    if (times.length === this.#watchers) this.#waiting.get(revision)?.(times);
  }

  /** Waits until all watchers have a revision. */
  of(revision: number): Promise<number[]> {
    return new Promise((resolve) => {
      const times = this.#at.get(revision);
      if (times?.length === this.#watchers) resolve(times);
      else this.#waiting.set(revision, resolve);
    });
  }
}
