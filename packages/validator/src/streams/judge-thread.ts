// What a judging thread runs: takes batches until it is told that there are no more, and answers with what it found.

import { parentPort, workerData } from "node:worker_threads";
import type { JudgeOptions } from "../stream/judge-options.ts";
import { type Batch, type End, unpack } from "./batch.ts";
import { RecordJudge } from "./record-judge.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- See threaded-judge.ts, which starts this.
const judge = new RecordJudge(workerData as JudgeOptions);

parentPort?.on("message", (batch: Batch | End) => {
  if ("isCut" in batch) {
    const verdict = judge.finish(batch.isCut);
    const { problems, problemCount } = judge;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is a window's; threads have no origin.
    parentPort?.postMessage({ verdict, problems, problemCount });
    parentPort?.close();
    return;
  }
  unpack(batch, (record, place) => judge.take(record, batch.format, place, batch.type));
  // Taken, and there is room for another.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is a window's; threads have no origin.
  parentPort?.postMessage(null);
});
