import { createDatabase, PostgresServer } from "@runledger/store/testing";
import type { Case, Metrics } from "../suite.ts";
import { type Contender, type ContenderName, contenders } from "./contenders.ts";
import { type Load, type LoadBatch, workloadOf } from "./workload.ts";

/** Times are taken in turns, so that what else the machine does meets both: so many, where each keeps all producers busy. */
const TURNS = 5;

/** Names the case of a load. */
export function writeName({ batch, producers, runs }: Load, contender: ContenderName): string {
  return `write ${batch} from ${producers} on ${runs} ${contender}`;
}

/** Measures how many reports are written a second, and beside it how many bare statements do at the same time. */
export function writeCase(load: Load, contender: ContenderName): Case {
  return {
    name: writeName(load, contender),
    async run(): Promise<Metrics> {
      // What is acknowledged is on the disk.
      const server = await PostgresServer.start({ durable: true });
      try {
        return await measure(load, contender, server.url("postgres"));
      } finally {
        await server[Symbol.asyncDispose]();
      }
    },
  };
}

async function measure(load: Load, contender: ContenderName, server: string): Promise<Metrics> {
  const batches = workloadOf(load);
  const before = process.memoryUsage().rss;
  const open = async (name: ContenderName): Promise<Contender> =>
    contenders[name]((await createDatabase(server)).url);
  const [ours, bare] = [await open(contender), await open("bare")];
  const times = await inTurns(batches, ours, bare, load.producers);
  const grown = process.resourceUsage().maxRSS * 1024 - before;
  await ours.close();
  await bare.close();
  const reports = batches.reduce((sum, each) => sum + each.reports.length, 0);
  return {
    "reports/s": reports / times.ours,
    "of bare": times.bare / times.ours,
    "CPU µs/report": (times.cpu * 1e6) / reports,
    MB: Math.max(0, grown) / 2 ** 20,
  };
}

async function inTurns(
  batches: readonly LoadBatch[],
  ours: Contender,
  bare: Contender,
  producers: number,
): Promise<{ ours: number; bare: number; cpu: number }> {
  const total = { ours: 0, bare: 0, cpu: 0 };
  const turns = Math.min(TURNS, Math.max(1, Math.floor(batches.length / producers)));
  const length = Math.ceil(batches.length / turns);
  for (let at = 0; at < batches.length; at += length) {
    const turn = batches.slice(at, at + length);
    const cpu = process.cpuUsage();
    total.ours += await secondsOf(turn, ours, producers);
    const { system, user } = process.cpuUsage(cpu);
    total.cpu += (user + system) / 1e6;
    total.bare += await secondsOf(turn, bare, producers);
  }
  return total;
}

/** Has producers send batches, each the next one once the one before is answered. */
async function secondsOf(
  batches: readonly LoadBatch[],
  contender: Contender,
  producers: number,
): Promise<number> {
  const start = performance.now();
  let next = 0;
  const produce = async (): Promise<void> => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) {
      await contender.write(batch);
    }
  };
  await Promise.all(Array.from({ length: producers }, produce));
  return (performance.now() - start) / 1000;
}
