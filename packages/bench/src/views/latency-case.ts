import { setTimeout as delay } from "node:timers/promises";
import { type Ledger, openLedger } from "@runledger/ledger";
import { openStore } from "@runledger/store";
import { makeReport, runId } from "../ledger/told-reports.ts";
import { story } from "../store/synthesize-changes.ts";
import type { Case, Metrics } from "../suite.ts";
import { Delays } from "./delays.ts";
import { fillRun } from "./fill-run.ts";
import { type DatabaseName, inDatabase } from "./in-database.ts";

const ACTIONS = 1000;
/** Reports a second, and in how many batches. */
const RATE = 1000;
const BATCHES = 100;
/** How long reports come, in seconds. The first one warms up. */
const SECONDS = 3;

/** Names the case of so many subscribers. */
export function latencyName(subscribers: number, database: DatabaseName): string {
  return `latency ${subscribers} ${database}`;
}

/** Measures how long after its commit each of the subscribers to a run has a report, of which a thousand a second come. */
export function latencyCase(subscribers: number, database: DatabaseName): Case {
  return {
    name: latencyName(subscribers, database),
    run: () => inDatabase(database, (url) => run(subscribers, url)),
  };
}

async function run(subscribers: number, url: string): Promise<Metrics> {
  const store = await openStore(url);
  const ledger = openLedger({ store });
  await fillRun(ledger, ACTIONS);
  const ending = new AbortController();
  const delays = new Delays();
  const watching = Array.from({ length: subscribers }, () => watch(ledger, delays, ending.signal));
  await delay(500);
  const last = await tell(ledger, delays);
  await delays.allHave(last, subscribers);
  ending.abort();
  await Promise.all(watching);
  await ledger.close();
  await store.close();
  return {
    "p50 ms": delays.quantile(0.5),
    "p99 ms": delays.quantile(0.99),
    cores: delays.cores,
  };
}

/** Tells reports at their rate, whether or not those who watch keep up. Returns the last revision. */
async function tell(ledger: Ledger, delays: Delays): Promise<number> {
  const [, phase = 0] = story();
  const begin = performance.now();
  let last = 0;
  for (let batch = 0; batch < SECONDS * BATCHES; batch += 1) {
    if (batch === BATCHES) delays.begin();
    const reports = Array.from({ length: RATE / BATCHES }, (_, i) => {
      const told = batch * (RATE / BATCHES) + i;
      const report = makeReport(1, 1 + (told % ACTIONS), phase, 1);
      report.event.version = told + 1;
      return report;
    });
    const result = (await ledger.record(reports)).at(-1);
    if (result === undefined || !("revision" in result)) throw new Error("a report wasn't stored");
    last = result.revision;
    delays.committed(last, performance.now());
    const due = begin + ((batch + 1) * 1000) / BATCHES;
    await delay(Math.max(0, due - performance.now()));
  }
  delays.end();
  return last;
}

async function watch(ledger: Ledger, delays: Delays, signal: AbortSignal): Promise<void> {
  const subscriber = delays.subscriber();
  const from = { afterRevision: 0, signal };
  for await (const { frame } of ledger.watchActions(runId(1), from)) {
    if (frame.case === "changed") subscriber(Number(frame.value.revision), performance.now());
  }
}
