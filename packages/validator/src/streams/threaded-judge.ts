import { Worker } from "node:worker_threads";
import type { Format } from "../input/format.ts";
import type { ReportType } from "../input/report-type.ts";
import type { Emit } from "../input/splitter.ts";
import { type JudgeOptions, defaultMaxActions } from "../stream/judge-options.ts";
import { type Batch, BatchBuilder, type End } from "./batch.ts";
import { mergeJudged } from "./merge-judged.ts";
import { peekRun } from "./peek-run.ts";
import type { Judged, RecordSink } from "./record-sink.ts";

/** How many batches may be on their way to one thread. */
const mostBatches = 4;

// Node runs the sources as they are, and the built files likewise.
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

/** One judging thread, seen from outside. */
class JudgeThread {
  readonly #worker: Worker;
  readonly judged: Promise<Judged>;
  #underway = 0;
  #room: (() => void) | undefined;

  constructor(options: JudgeOptions, number: number) {
    const module = new URL(`./judge-thread.${extension}`, import.meta.url);
    const name = `runledger judge ${number}`;
    this.#worker = new Worker(module, { name, workerData: options });
    this.judged = new Promise<Judged>((resolve, reject) => {
      this.#worker.on("message", (answer: Judged | null) => {
        if (answer !== null) {
          resolve(answer);
          return;
        }
        this.#underway -= 1;
        this.#room?.();
      });
      this.#worker.once("error", (error) => {
        reject(error);
        this.#room?.();
      });
    });
    // Whoever waits for the answer is told; nobody may be waiting yet.
    this.judged.catch(() => undefined);
  }

  send(batch: Batch): void {
    this.#underway += 1;
    this.#worker.postMessage(batch, [batch.bytes.buffer, batch.records.buffer]);
  }

  end(isCut: boolean): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is a window's; threads have no origin.
    this.#worker.postMessage({ isCut } satisfies End);
  }

  /** Waits for room; undefined if there is some. */
  ready(): Promise<unknown> | undefined {
    if (this.#underway < mostBatches) return undefined;
    const room = new Promise<void>((resolve) => {
      this.#room = resolve;
    });
    return Promise.race([room, this.judged]);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

/**
 * Judges records on several threads. All records on one run go to one thread, in their order, since they are judged by each
 * other; each thread remembers its part of the actions.
 */
export class ThreadedJudge implements RecordSink {
  readonly #threads: readonly JudgeThread[];
  readonly #options: JudgeOptions;
  #batches: BatchBuilder[] = [];

  constructor(options: JudgeOptions, threads: number) {
    this.#options = options;
    const maxActions = Math.ceil((options.maxActions ?? defaultMaxActions) / threads);
    this.#threads = Array.from(
      { length: threads },
      (_, number) => new JudgeThread({ ...options, maxActions }, number),
    );
  }

  open(format: Format, source: number, type?: ReportType): Emit {
    this.#flush();
    this.#batches = this.#threads.map(() => new BatchBuilder(format, source, type));
    return (bytes, byte, line) => {
      const number = peekRun(bytes, format, type) % this.#threads.length;
      if (this.#batches[number]?.add(bytes, byte, line) === true) this.#send(number);
    };
  }

  ready(): Promise<void> | undefined {
    const waits = this.#threads.flatMap((thread) => thread.ready() ?? []);
    return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
  }

  async finish(isCut: boolean): Promise<Judged> {
    this.#flush();
    for (const thread of this.#threads) thread.end(isCut);
    return mergeJudged(await Promise.all(this.#threads.map(({ judged }) => judged)), this.#options);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #flush(): void {
    for (const number of this.#batches.keys()) this.#send(number);
  }

  #send(number: number): void {
    const batch = this.#batches[number]?.take();
    if (batch !== undefined) this.#threads[number]?.send(batch);
  }
}
