import { setTimeout as delay } from "node:timers/promises";
import { type Ledger, openLedger, type WatchWindowOptions } from "@runledger/ledger";
import type { ActionsWindow } from "@runledger/proto";
import { openStore } from "@runledger/store";
import { runId } from "../ledger/told-reports.ts";
import type { Case, Metrics } from "../suite.ts";
import { fillRun } from "./fill-run.ts";
import { type DatabaseName, inDatabase } from "./in-database.ts";

const ROWS = 60;
const MOVES = 200;

/** Names the case of windows on so many actions. */
export function windowName(actions: number, database: DatabaseName): string {
  return `window ${actions} ${database}`;
}

/**
 * Measures the first window of a run that nobody has watched, all of whose actions are children of one; then how long it takes
 * until the run is in memory; then windows that are moved about, each opened anew; then a window in another order.
 */
export function windowCase(actions: number, database: DatabaseName): Case {
  return {
    name: windowName(actions, database),
    run: () => inDatabase(database, (url) => run(actions, url)),
  };
}

async function run(actions: number, url: string): Promise<Metrics> {
  const store = await openStore(url);
  const writer = openLedger({ store });
  await fillRun(writer, actions);
  await writer.close();
  const ledger = openLedger({ store });
  const first = await timed(() => open(ledger, { after: ROWS }));
  const whole = await timed(() => stay(ledger, actions));
  const moves: number[] = [];
  const holding: number[] = [];
  for (let move = 0; move < MOVES; move += 1) {
    const row = (move * 7919) % (actions - 2 * ROWS);
    const { took, value } = await timed(() => open(ledger, { anchor: { row }, after: ROWS }));
    moves.push(took);
    const held = {
      revision: Number(value.revision),
      actions: value.rows.map(({ name }) => name),
    };
    const next = { anchor: { row: row + ROWS / 2 }, after: ROWS, held };
    holding.push((await timed(() => open(ledger, next))).took);
  }
  const order = { by: "startedAt", descending: true } as const;
  const sorted = await timed(() => open(ledger, { order, after: ROWS }));
  await ledger.close();
  await store.close();
  return {
    "first ms": first.took,
    "whole ms": whole.took,
    "move p50 ms": quantile(moves, 0.5),
    "move p99 ms": quantile(moves, 0.99),
    "half a page p50 ms": quantile(holding, 0.5),
    "other order ms": sorted.took,
  };
}

/** Opens a window, takes its first frame, and closes it. */
async function open(ledger: Ledger, options: WatchWindowOptions): Promise<ActionsWindow> {
  for await (const { frame } of ledger.watchWindow(runId(1), options)) {
    if (frame.case === "window") return frame.value;
  }
  throw new Error("a window without a frame");
}

/** Watches until the run is in memory, where moving about begins. */
async function stay(ledger: Ledger, actions: number): Promise<void> {
  const frames = ledger.watchWindow(runId(1), { after: ROWS })[Symbol.asyncIterator]();
  await frames.next();
  const next = frames.next();
  for (;;) {
    const { views } = ledger.stats();
    if (views.actions >= actions && views.filling === 0) break;
    await delay(1);
  }
  await frames.return?.();
  await next;
}

async function timed<T>(work: () => Promise<T>): Promise<{ took: number; value: T }> {
  const from = performance.now();
  const value = await work();
  return { took: performance.now() - from, value };
}

function quantile(values: number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * q)] ?? Number.NaN;
}
