import { setTimeout as wait } from "node:timers/promises";
import PgBoss from "pg-boss";
import type { Queue } from "./queue.ts";

const NAME = "bench";

/** How many jobs it takes at a look, all workers together: it can't look sooner than half a second after the look before. */
const BATCH = 1000;

/** pg-boss: a job is a row, and its end an update of it. It looks for jobs twice a second at most, and takes a batch at each look. */
export async function bossQueue(database: string): Promise<Queue> {
  const boss = new PgBoss({ connectionString: database, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  await boss.createQueue(NAME);
  let over = 0;
  return {
    async work(count, began) {
      const options = { batchSize: BATCH / count, pollingIntervalSeconds: 0.5 };
      for (let worker = 0; worker < count; worker += 1) {
        await boss.work<{ job: number }>(NAME, options, async (jobs) => {
          for (const { data } of jobs) began(data.job);
          over += jobs.length;
        });
      }
    },

    async add(first, count) {
      const jobs = Array.from({ length: count }, (_, index) => ({
        name: NAME,
        data: { job: first + index },
      }));
      await boss.insert(jobs);
    },

    async ended(count) {
      const isOver = async (): Promise<boolean> =>
        over >= count && (await boss.getQueueSize(NAME, { before: "completed" })) === 0;
      while (!(await isOver())) await wait(20);
    },

    close: () => boss.stop({ graceful: false }),
  };
}
