import { join } from "node:path";
import { openLedger } from "@runledger/ledger";
import { openStore } from "@runledger/store";
import { bytesInUse } from "../measure/bytes-in-use.ts";
import type { Case, Metrics } from "../suite.ts";
import { inFolder } from "../store/in-folder.ts";
import { countReports, takeBatches, tellReports } from "./told-reports.ts";

const BATCH = 1000;
const RUNS = 10;

/** Names the case of a ledger that was told of so many actions. */
export function memoryName(actions: number): string {
  return `memory ${actions}`;
}

/** Measures what a ledger and its store keep in memory, and what the process takes, after the stories of so many actions. */
export function memoryCase(actions: number): Case {
  return { name: memoryName(actions), run: () => inFolder((folder) => run(actions, folder)) };
}

async function run(actions: number, folder: string): Promise<Metrics> {
  const store = await openStore(join(folder, "ledger.db"));
  const ledger = openLedger({ store });
  const before = bytesInUse();
  const telling = { runs: RUNS, actions: actions / RUNS };
  const told = tellReports(telling);
  for (let left = countReports(telling); left > 0; left -= BATCH) {
    const [batch = []] = takeBatches(told, 1, Math.min(left, BATCH));
    await ledger.record(batch);
  }
  const kept = bytesInUse() - before;
  const resident = process.memoryUsage.rss();
  await ledger.close();
  await store.close();
  return { "MB kept": kept / 1e6, "MB resident": resident / 1e6 };
}
