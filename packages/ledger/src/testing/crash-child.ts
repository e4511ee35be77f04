// A process that records reports as fast as it can, and says of each batch on its standard output that it was taken.
// It never ends by itself: it is there to be killed.
import { writeSync } from "node:fs";
import { argv } from "node:process";
import { openStore } from "@runledger/store";
import { openLedger } from "../open-ledger.ts";
import { nthReport, PRODUCERS } from "./crash-story.ts";
import { seededBytes } from "./seeded-bytes.ts";

const [database = "", round = "0"] = argv.slice(2);
const ledger = openLedger({ store: await openStore(database) });

async function produce(producer: number): Promise<never> {
  const random = seededBytes(Number(round) * PRODUCERS + producer);
  for (let from = 0; ;) {
    const to = from + 1 + ((random(1)[0] ?? 0) % 20);
    const reports = Array.from({ length: to - from }, (_, index) =>
      nthReport(Number(round), producer, from + index),
    );
    await ledger.record(reports);
    // Not console.log: a line that is buffered is lost with the process.
    writeSync(1, `${producer} ${to}\n`);
    from = to;
  }
}

await Promise.all(Array.from({ length: PRODUCERS }, (_, producer) => produce(producer)));
