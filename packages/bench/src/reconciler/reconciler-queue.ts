import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { create } from "@bufbuild/protobuf";
import { openLedger, RECONCILED } from "@runledger/ledger";
import {
  ActionDeclarationSchema,
  LiteralTypeSchema,
  RunDeclarationSchema,
  RunIdentifierSchema,
  SimpleType,
} from "@runledger/proto";
import { FUNCTION, functionPlugin, startWorker, type Worker } from "@runledger/reconciler";
import { isTerminal } from "@runledger/state";
import { openStore } from "@runledger/store";
import { CONCURRENCY, type Queue } from "./queue.ts";

const BATCH = 1000;
const run = create(RunIdentifierSchema, { project: "bench", domain: "bench", name: "bench" });

/** Ours: each job is an action of type `function` whose function does nothing, and its end is a report in the ledger. */
export async function reconcilerQueue(database: string, folder: string): Promise<Queue> {
  const store = await openStore(database);
  const ledger = openLedger({ store });
  const type = create(LiteralTypeSchema, { type: { case: "simple", value: SimpleType.BOOLEAN } });
  const spec = { case: "condition", value: { name: "never", type } } as const;
  const root = create(ActionDeclarationSchema, { name: "a0", spec });
  await ledger.createRun(create(RunDeclarationSchema, { id: run, engine: RECONCILED, root }));
  const workers: Worker[] = [];
  return {
    async work(count, began) {
      // What it returned would be written to a file.
      const job = (input: unknown): void => {
        began(Number(input));
      };
      const plugins = [functionPlugin({ job })];
      const concurrency = CONCURRENCY / count;
      const names = Array.from({ length: count }, (_, index) => `worker-${index}`);
      const each = { store, ledger, plugins, concurrency, folder: join(folder, "work") };
      workers.push(...names.map((name) => startWorker({ ...each, name })));
    },

    async add(first, count) {
      for (let done = 0; done < count; done += BATCH) {
        const length = Math.min(BATCH, count - done);
        const tasks = Array.from({ length }, (_, index) => taskOf(first + done + index));
        await ledger.declareActions(run, tasks);
      }
    },

    async ended(count) {
      for (;;) {
        const counts = await ledger.countActions(run);
        const over = [...counts].filter(([phase]) => isTerminal(phase));
        if (over.reduce((sum, [, each]) => sum + each, 0) >= count) return;
        await wait(20);
      }
    },

    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await ledger.close();
      await store.close();
    },
  };
}

function taskOf(job: number) {
  const taskTemplate = { type: FUNCTION, custom: { input: job } };
  const spec = { case: "task", value: { shortName: "job", taskTemplate } } as const;
  return create(ActionDeclarationSchema, { name: `j${job}`, spec });
}
