import { setTimeout as wait } from "node:timers/promises";
import { Queue as BullQueue, Worker as BullWorker } from "bullmq";
import { CONCURRENCY, type Queue } from "./queue.ts";
import { startRedis } from "./redis-server.ts";

const NAME = "bench";

/** BullMQ, on a Redis that writes each change to the disk before it answers: otherwise it would promise less than the others. */
export async function bullQueue(): Promise<Queue> {
  const redis = await startRedis();
  const connection = { path: redis.socket, maxRetriesPerRequest: null };
  const queue = new BullQueue<{ job: number }>(NAME, { connection });
  const workers: BullWorker<{ job: number }>[] = [];
  return {
    async work(count, began) {
      const options = { connection, concurrency: CONCURRENCY / count };
      for (let worker = 0; worker < count; worker += 1) {
        workers.push(new BullWorker(NAME, async ({ data }) => began(data.job), options));
      }
      await Promise.all(workers.map((worker) => worker.waitUntilReady()));
    },

    async add(first, count) {
      await queue.addBulk(
        Array.from({ length: count }, (_, index) => ({
          name: "job",
          data: { job: first + index },
        })),
      );
    },

    async ended(count) {
      while ((await queue.getCompletedCount()) < count) await wait(20);
    },

    async close() {
      await Promise.all(workers.map((worker) => worker.close(true)));
      await queue.close();
      redis.close();
    },
  };
}
