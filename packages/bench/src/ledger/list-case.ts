import { join } from "node:path";
import { type Ledger, openLedger } from "@runledger/ledger";
import { openStore } from "@runledger/store";
import { initialPhase } from "@runledger/state";
import type { Case, Metrics } from "../suite.ts";
import { BareDatabase } from "../store/bare-database.ts";
import { inFolder } from "../store/in-folder.ts";
import { noteWrites } from "./noting-store.ts";
import { makeReport, runId } from "./told-reports.ts";

/** How many actions a page has. */
export const PAGE = 1000;

/** How many reports are told at a time to fill a run. */
const BATCH = 1000;

/** How many rows are listed at least, after a part of them that warms up: a short list often, a long one some times. */
const ROWS = 250_000;

/** Names the case that lists a run of so many actions. */
export function listName(actions: number): string {
  return `list ${actions}`;
}

/** Measures how many actions of a run are listed a second, decoded, and beside it how fast the same rows are read. */
export function listCase(actions: number): Case {
  return { name: listName(actions), run: () => inFolder((folder) => run(actions, folder)) };
}

async function run(actions: number, folder: string): Promise<Metrics> {
  const { store, take } = noteWrites(await openStore(join(folder, "ledger.db")));
  const ledger = openLedger({ store });
  const bare = await BareDatabase.create(join(folder, "bare.db"), { guarded: false });
  await fillRun(ledger, actions);
  for (const changes of take()) bare.write(changes);
  let [ours, theirs] = [0, 0];
  const times = Math.ceil(ROWS / actions);
  const warmUp = Math.ceil(times / 5);
  for (let time = 0; time < warmUp + times; time++) {
    const [began, listed] = [performance.now(), await listAll(ledger)];
    const [between, read] = [performance.now(), readAll(bare)];
    if (listed !== actions || read !== actions)
      throw new Error(`${listed} and ${read} were listed`);
    if (time < warmUp) continue;
    ours += between - began;
    theirs += performance.now() - between;
  }
  await ledger.close();
  await store.close();
  bare.close();
  return { "rows/s": (times * actions * 1000) / ours, "of bare": theirs / ours };
}

async function fillRun(ledger: Ledger, actions: number): Promise<void> {
  for (let from = 1; from <= actions; from += BATCH) {
    const length = Math.min(BATCH, actions - from + 1);
    await ledger.record(
      Array.from({ length }, (_, index) => makeReport(1, from + index, initialPhase, 0)),
    );
  }
}

async function listAll(ledger: Ledger): Promise<number> {
  let count = 0;
  let after: string | undefined;
  do {
    const page = await ledger.listActions(runId(1), {
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    count += page.items.length;
    after = page.hasMore ? page.endCursor : undefined;
  } while (after !== undefined);
  return count;
}

function readAll(bare: BareDatabase): number {
  let count = 0;
  for (let above = 0; ;) {
    const page = bare.list(1, above, PAGE);
    count += page.count;
    if (page.count < PAGE) return count;
    above = page.last;
  }
}
