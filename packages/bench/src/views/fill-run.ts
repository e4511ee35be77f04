import type { Ledger } from "@runledger/ledger";
import { makeReport } from "../ledger/told-reports.ts";
import { story } from "../store/synthesize-changes.ts";

const BATCH = 5000;

/** Tells a ledger of a run with so many actions right below its root: the widest that a window can be shown of. */
export async function fillRun(ledger: Ledger, actions: number): Promise<void> {
  const [phase = 0] = story();
  for (let from = 1; from <= actions; from += BATCH) {
    const length = Math.min(BATCH, actions - from + 1);
    await ledger.record(Array.from({ length }, (_, i) => makeReport(1, from + i, phase, 0)));
  }
}
