import { join } from "node:path";
import { type Ledger, openLedger, type Report } from "@runledger/ledger";
import { type Changes, openStore } from "@runledger/store";
import { settleYoung } from "../measure/collect-garbage.ts";
import type { Case, Metrics } from "../suite.ts";
import { BareDatabase } from "../store/bare-database.ts";
import { inFolder } from "../store/in-folder.ts";
import { noteWrites } from "./noting-store.ts";
import { takeBatches, tellReports } from "./told-reports.ts";

/** Runs that are reported on at the same time. */
export const RUNS = 10;

/** Reports that only warm up, at least. */
const WARM_UP = 10_000;

/** How a case reports. */
export interface Recording {
  /** Reports in a call. */
  readonly batch: number;
  /** Producers that report at the same time, each waiting for its answer before it reports again. */
  readonly producers: number;
  /** Actions that are under way at the same time, in all runs. */
  readonly actions: number;
}

/** Names the case that records so. */
export function recordName({ actions, batch, producers }: Recording): string {
  return `record ${batch} by ${producers} on ${actions}`;
}

/**
 * Measures how many reports a ledger records a second, and beside it how fast the very rows that it writes are inserted and
 * updated with nothing around them, in the same transactions. The two take turns, so that what else the machine does meets
 * both. Another ledger is told the same before, whose rows are noted: to keep them is no work of the one that is measured.
 * Before that, every action under way is reported on once, which also warms up.
 */
export function recordCase(recording: Recording): Case {
  return { name: recordName(recording), run: () => inFolder((folder) => run(recording, folder)) };
}

async function run(recording: Recording, folder: string): Promise<Metrics> {
  const { actions, batch, producers } = recording;
  const told = tellReports({ runs: RUNS, actions: actions / RUNS });
  const calls = callsOf(recording);
  const store = await openStore(join(folder, "ledger.db"));
  const ledger = openLedger({ store });
  const { store: notingStore, take } = noteWrites(await openStore(join(folder, "noted.db")));
  const noted = openLedger({ store: notingStore });
  const bare = await BareDatabase.create(join(folder, "bare.db"), { guarded: false });
  for (const first of takeBatches(told, Math.max(actions, WARM_UP) / 1000, 1000)) {
    await noted.record(first);
    await writeAll(bare, take());
    await ledger.record(first);
  }
  const turns: Turn[] = [];
  while (turns.length < TURNS) {
    const batches = takeBatches(told, calls, batch);
    await recordAll(noted, batches, producers);
    const changes = take();
    // To copy what is told and what is to be written, and what making them left behind, is no work of either.
    settleYoung();
    const theirs = await secondsOf(() => writeAll(bare, changes));
    settleYoung();
    const [all, own] = [process.cpuUsage(), process.threadCpuUsage()];
    const ours = await secondsOf(() => recordAll(ledger, batches, producers));
    const cpu = microseconds(process.cpuUsage(all));
    const here = microseconds(process.threadCpuUsage(own));
    const reports = calls * batch;
    turns.push({ reports, transactions: changes.length, ours, bare: theirs, cpu, here });
  }
  for (const each of [ledger, noted]) await each.close();
  for (const each of [store, notingStore]) await each.close();
  bare.close();
  return metricsOf(turns);
}

/** Turns that a case takes. */
const TURNS = 5;

/**
 * How many calls make a turn: so many that the ledger's own garbage is collected several times in it, since the young
 * generation is empty when it begins.
 */
function callsOf({ batch, producers }: Recording): number {
  const reports = Math.min(10_000, 3000 + 100 * batch);
  return Math.ceil(Math.max(reports, batch * producers) / batch);
}

/** What some calls took: in seconds, and in microseconds of all threads' own time. */
interface Turn {
  readonly reports: number;
  readonly transactions: number;
  readonly ours: number;
  readonly bare: number;
  readonly cpu: number;
  /** Of these, the calling thread's. */
  readonly here: number;
}

function metricsOf(turns: readonly Turn[]): Metrics {
  return {
    "reports/s": median(turns.map(({ ours, reports }) => reports / ours)),
    "bare reports/s": median(turns.map(({ bare, reports }) => reports / bare)),
    "of bare": median(turns.map(({ bare, ours }) => bare / ours)),
    "reports/transaction": median(turns.map(({ reports, transactions }) => reports / transactions)),
    "CPU µs/report": median(turns.map(({ cpu, reports }) => cpu / reports)),
    "CPU µs/report, calling thread": median(turns.map(({ here, reports }) => here / reports)),
  };
}

/** The middle one: a turn in which the disk was busy with something else says nothing. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function recordAll(
  ledger: Ledger,
  batches: readonly (readonly Report[])[],
  producers: number,
): Promise<void> {
  let next = 0;
  const produce = async (): Promise<void> => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) {
      await ledger.record(batch);
    }
  };
  await Promise.all(Array.from({ length: producers }, produce));
}

async function writeAll(bare: BareDatabase, changes: readonly Changes[]): Promise<void> {
  for (const each of changes) bare.write(each);
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function microseconds({ system, user }: NodeJS.CpuUsage): number {
  return system + user;
}
