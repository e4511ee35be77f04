import { join } from "node:path";
import type { Case, Metrics } from "../suite.ts";
import { type Contender, type ContenderName, contenders } from "./contenders.ts";
import { inFolder } from "./in-folder.ts";
import { type Batch, synthesizeChanges } from "./synthesize-changes.ts";

/** Runs that are written to at the same time. */
export const RUNS = 10;

/** Times are taken in turns, so that what else the disk does meets both. */
const TURNS = 20;

/** Names the case that writes batches of so many reports. */
export function writeName(batch: number, contender: ContenderName): string {
  return `write ${batch} ${contender}`;
}

/** Measures how many reports are written a second, and beside it how many bare statements do at the same time. */
export function writeCase(batch: number, contender: ContenderName): Case {
  return {
    name: writeName(batch, contender),
    run: () =>
      inFolder(async (folder): Promise<Metrics> => {
        // A transaction takes as long as its flush and its rows: enough of either.
        const actions = Math.ceil(Math.min(2000, 200 + batch * 20) / RUNS) * RUNS;
        const batches = [...synthesizeChanges({ runs: RUNS, actions: actions / RUNS, batch })];
        const open = (name: ContenderName, file: string) => contenders[name](join(folder, file));
        const [ours, bare] = [await open(contender, "ours.db"), await open("bare", "bare.db")];
        const times = await inTurns(batches, ours, bare);
        await ours.close();
        await bare.close();
        const reports = batches.reduce((sum, { changes }) => sum + changes.events.length, 0);
        return {
          "reports/s": reports / times.ours,
          "of bare": times.bare / times.ours,
          "CPU µs/report": (times.cpu * 1e6) / reports,
        };
      }),
  };
}

async function inTurns(
  batches: readonly Batch[],
  ours: Contender,
  bare: Contender,
): Promise<{ ours: number; bare: number; cpu: number }> {
  const total = { ours: 0, bare: 0, cpu: 0 };
  const length = Math.ceil(batches.length / TURNS);
  for (let at = 0; at < batches.length; at += length) {
    const turn = batches.slice(at, at + length);
    const cpu = process.cpuUsage();
    total.ours += await secondsOf(turn, ours);
    const { user, system } = process.cpuUsage(cpu);
    total.cpu += (user + system) / 1e6;
    total.bare += await secondsOf(turn, bare);
  }
  return total;
}

async function secondsOf(batches: readonly Batch[], contender: Contender): Promise<number> {
  const start = performance.now();
  for (const batch of batches) await contender.write(batch);
  return (performance.now() - start) / 1000;
}
