import { setTimeout as delay } from "node:timers/promises";
import { openLedger } from "@runledger/ledger";
import { openStore } from "@runledger/store";
import { runId } from "../ledger/told-reports.ts";
import { bytesInUse } from "../measure/bytes-in-use.ts";
import type { Case, Metrics } from "../suite.ts";
import { fillRun } from "./fill-run.ts";
import { type DatabaseName, inDatabase } from "./in-database.ts";

/** Watches of the same run, for what each of them takes. */
const WATCHES = 1000;

/** Names the case of a snapshot of so many actions. */
export function snapshotName(actions: number, database: DatabaseName): string {
  return `snapshot ${actions} ${database}`;
}

/** Measures the first snapshot of a run that nobody has watched, to its marker; one more; and the memory of all that. */
export function snapshotCase(actions: number, database: DatabaseName): Case {
  return {
    name: snapshotName(actions, database),
    run: () => inDatabase(database, (url) => run(actions, url)),
  };
}

async function run(actions: number, url: string): Promise<Metrics> {
  const store = await openStore(url);
  const writer = openLedger({ store });
  await fillRun(writer, actions);
  await writer.close();
  const ledger = openLedger({ store });
  const ending = new AbortController();
  const begin = bytesInUse();
  const complete = async (): Promise<number> => {
    const from = performance.now();
    const frames = ledger.watchActions(runId(1), { signal: ending.signal })[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await frames.next();
      if (done === true) throw new Error("the watch ended before its snapshot was complete");
      if (value.frame.case === "snapshotComplete") break;
    }
    const took = performance.now() - from;
    // Left waiting, as a subscriber is.
    void frames.next();
    return took;
  };
  const first = await complete();
  const second = await complete();
  // The frames of a snapshot are let go a little after everybody has them.
  await delay(100);
  const viewed = bytesInUse();
  const revision = Number((await ledger.getRun(runId(1)))?.revision);
  const options = { afterRevision: revision, signal: ending.signal };
  const waiting = Array.from({ length: WATCHES }, () => {
    const watch = ledger.watchActions(runId(1), options);
    return watch[Symbol.asyncIterator]().next();
  });
  await delay(100);
  const watched = bytesInUse();
  ending.abort();
  await Promise.all(waiting);
  await ledger.close();
  await store.close();
  return {
    "first ms": first,
    "next ms": second,
    "bytes/action": (viewed - begin) / actions,
    "bytes/watch": (watched - viewed) / WATCHES,
  };
}
