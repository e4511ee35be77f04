import { setTimeout as wait } from "node:timers/promises";
import type { Case, Metrics } from "../suite.ts";
import { type ContenderName, withQueue } from "./contenders.ts";
import type { Queue } from "./queue.ts";

/** Jobs whose rate is measured, after some that warm up. */
const JOBS = 3000;
const WARM = 300;
/** How long half of that rate is kept up, in milliseconds. */
const STEADY = 3000;
/** How many jobs are handed over at a time while it is. */
const HANDFUL = 5;

/** What is measured. */
export interface WorkLoad {
  readonly contender: ContenderName;
  readonly workers: number;
}

/** Names the case. */
export function workName({ contender, workers }: WorkLoad): string {
  return `work ${contender} ${workers}`;
}

/** Measures how many empty jobs a second are done, and at half of that how long they wait until they begin. */
export function workCase(load: WorkLoad): Case {
  const run = (): Promise<Metrics> => withQueue(load.contender, (queue) => measure(queue, load));
  return { name: workName(load), run };
}

async function measure(queue: Queue, { workers }: WorkLoad): Promise<Metrics> {
  const begins = new Map<number, number>();
  await queue.work(workers, (job) => void begins.set(job, performance.now()));
  await queue.add(0, WARM);
  await queue.ended(WARM);
  await queue.add(WARM, JOBS);
  const began = performance.now();
  await queue.ended(WARM + JOBS);
  const rate = (JOBS * 1000) / (performance.now() - began);
  const delays = await atHalfLoad(queue, begins, WARM + JOBS, rate);
  const at = (part: number): number =>
    delays[Math.min(delays.length - 1, Math.floor(delays.length * part))] ?? Number.NaN;
  return {
    "jobs/s": rate,
    "p50 ms": at(0.5),
    "p99 ms": at(0.99),
    "MB resident": process.memoryUsage.rss() / 1e6,
  };
}

/** Hands over a few jobs at a time, half as fast as they could be done. Returns how long each waited, in milliseconds, in order. */
async function atHalfLoad(
  queue: Queue,
  begins: ReadonlyMap<number, number>,
  first: number,
  rate: number,
): Promise<number[]> {
  const pause = (HANDFUL * 1000) / (rate / 2);
  const kept = new Map<number, number>();
  const until = performance.now() + STEADY;
  let job = first;
  for (let next = performance.now(); next < until; next += pause) {
    await wait(Math.max(0, next - performance.now()));
    await queue.add(job, HANDFUL);
    for (let each = job; each < job + HANDFUL; each += 1) kept.set(each, performance.now());
    job += HANDFUL;
  }
  await queue.ended(job);
  return [...kept]
    .map(([each, time]) => Math.max(0, (begins.get(each) ?? Number.NaN) - time))
    .toSorted((a, b) => a - b);
}
