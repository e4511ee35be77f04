import { setTimeout as wait } from "node:timers/promises";
import PgBoss from "pg-boss";
import { CONCURRENCY, type Queue } from "./queue.ts";

const NAME = "bench";

/** pg-boss: a job is a row, and its end an update of it. It polls twice a second at most often, and takes jobs in batches. */
export async function bossQueue(database: string): Promise<Queue> {
  const boss = new PgBoss({ connectionString: database, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  await boss.createQueue(NAME);
  let over = 0;
  return {
    async work(count, began) {
      const options = { batchSize: CONCURRENCY / count, pollingIntervalSeconds: 0.5 };
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
